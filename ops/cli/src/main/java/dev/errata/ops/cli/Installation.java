package dev.errata.ops.cli;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The place where Errata is installed: the repository that contains {@code ops/errata}.
 *
 * @param home root of the repository
 */
public record Installation(Path home) {

    /** Main class of the command {@code errata}; by name, since the commands know this class and not the reverse. */
    public static final String COMMAND_CLASS = "dev.errata.ops.cli.commands.ErrataCommand";

    /** The installation this process was started from: system property {@code errata.home}, else the working folder. */
    public static Installation here() {
        return new Installation(
                Path.of(System.getProperty("errata.home", "")).toAbsolutePath().normalize());
    }

    /** The built application of a service, {@code <module>/target/quarkus-app/quarkus-run.jar}. */
    public Path service(String module) {
        Path jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new CommandFailed("The service " + module + " is not built (" + jar
                    + " is missing): start commands through ops/errata, or run './mvnw package' first.");
        }
        return jar;
    }

    /** The class path of a plain module: its own jar, then the dependencies copied beside it. */
    public String classPath(String module) {
        Path target = home.resolve(module).resolve("target");
        return jarOf(target) + System.getProperty("path.separator") + target.resolve("lib/*");
    }

    /** The class path of this command. */
    public String ownClassPath() {
        return System.getProperty("java.class.path", "");
    }

    /** The java executable that runs this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The options that enable Java's vector API, where this Java has it. */
    public static String[] vectors() {
        String module = "jdk.incubator.vector";
        return ModuleFinder.ofSystem().find(module).isPresent()
                ? new String[] {"--add-modules=" + module}
                : new String[0];
    }

    /** Folder of the models that ship with the project. */
    public Path models() {
        return home.resolve("ops/models");
    }

    /** Default folder of the demo's state. */
    public Path demoState() {
        return home.resolve(".errata/demo");
    }

    private static Path jarOf(Path target) {
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().endsWith("-sources.jar"))
                    .sorted()
                    .toList();
            if (!jars.isEmpty()) {
                return jars.get(0);
            }
        } catch (IOException missing) {
            throw new CommandFailed("Nothing is built in " + target + ": start commands through ops/errata.", missing);
        }
        throw new CommandFailed("There is no jar in " + target + ": start commands through ops/errata.");
    }
}
