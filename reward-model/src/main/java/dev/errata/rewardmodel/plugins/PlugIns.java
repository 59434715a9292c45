package dev.errata.rewardmodel.plugins;

import dev.errata.rewardmodel.judge.Verifier;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the verifiers that are plug-ins: on the class path, and in the jars of a folder. */
public final class PlugIns {

    private static final ClassLoader OURS = Verifier.class.getClassLoader();

    private PlugIns() {}

    /**
     * All plug-ins.
     *
     * @param folder folder of their jars, and of jars that they need; empty where only the class path is searched
     * @param limit longest time that one answer may take
     * @throws IllegalArgumentException if the folder has no jar with a verifier, or one cannot be loaded
     */
    public static List<Verifier> find(Optional<Path> folder, Duration limit) {
        if (folder.isEmpty()) {
            return timed(providers(OURS, "the class path"), limit);
        }
        Path plugIns = folder.get();
        ClassLoader loader = loader(plugIns);
        List<Verifier> found = providers(loader, plugIns.toString());
        if (found.stream().noneMatch(verifier -> verifier.getClass().getClassLoader() == loader)) {
            throw new IllegalArgumentException("No jar in errata.plugins=" + plugIns
                    + " has a verifier: one names it in" + " META-INF/services/" + Verifier.class.getName() + ".");
        }
        return timed(found, limit);
    }

    private static List<Verifier> timed(List<Verifier> verifiers, Duration limit) {
        return verifiers.stream()
                .<Verifier>map(verifier -> new TimedVerifier(verifier, limit))
                .toList();
    }

    /** Never closed: the plug-ins load classes as long as the process lives. */
    private static ClassLoader loader(Path folder) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars(folder)) {
            try (JarFile readable = new JarFile(jar.toFile())) {
                urls.add(Path.of(readable.getName()).toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException(impossible);
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("The plug-in " + jar + " is no readable jar ("
                        + unreadable.getMessage() + "): replace it, or remove it from errata.plugins.");
            }
        }
        return new URLClassLoader("errata-plugins", urls.toArray(URL[]::new), OURS);
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new IllegalArgumentException(
                        "errata.plugins=" + folder + " holds no jar: put the jar of a plug-in there.");
            }
            return jars;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("errata.plugins=" + folder
                    + " is no folder that can be read: name the folder of the plug-ins'" + " jars.");
        }
    }

    private static List<Verifier> providers(ClassLoader loader, String where) {
        List<Verifier> found = new ArrayList<>();
        try {
            for (Verifier verifier : ServiceLoader.load(Verifier.class, loader)) {
                if (verifier.task().isBlank()) {
                    throw new IllegalArgumentException(
                            "The plug-in " + verifier.getClass().getName() + " names no task: it must judge one.");
                }
                found.add(verifier);
            }
        } catch (ServiceConfigurationError | LinkageError unusable) {
            throw new IllegalArgumentException("A plug-in in " + where + " cannot be loaded (" + unusable.getMessage()
                    + "): build it with this release of Errata and a JDK of at most version "
                    + Runtime.version().feature() + ".");
        }
        return found;
    }
}
