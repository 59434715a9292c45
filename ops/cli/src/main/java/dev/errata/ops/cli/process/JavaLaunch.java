package dev.errata.ops.cli.process;

import dev.errata.ops.cli.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the launch of a Java process that ends with its parent ({@link Guarded}).
 *
 * <p>Where the system has {@code setsid}, the process gets its own session: Ctrl-C in a terminal then reaches the
 * parent alone, which ends its children in order.
 */
public final class JavaLaunch {

    private final String role;
    private final String mainClass;
    private final List<String> classPath = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private int niceness;

    /** A launch of a main class under a role's name. */
    public JavaLaunch(String role, String mainClass) {
        this.role = role;
        this.mainClass = mainClass;
    }

    /** The role. */
    public String role() {
        return role;
    }

    /** Adds entries to the class path. */
    public JavaLaunch classPath(String entries) {
        classPath.add(entries);
        return this;
    }

    /** Adds options of the JVM. */
    public JavaLaunch options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Sets a system property. */
    public JavaLaunch property(String key, Object value) {
        options.add("-D" + key + "=" + value);
        return this;
    }

    /** Adds arguments. */
    public JavaLaunch arguments(Object... more) {
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        return this;
    }

    /** Sets an environment variable. */
    public JavaLaunch environment(String key, String value) {
        environment.put(key, value);
        return this;
    }

    /** Sets the niceness of the process, 0 to 19. */
    public JavaLaunch nice(int value) {
        niceness = value;
        return this;
    }

    /** The launch, with its output and process id in the given files. */
    public Launch to(Path logFile, Path pidFile) {
        List<String> command = new ArrayList<>();
        if (niceness > 0 && installed("nice")) {
            command.addAll(List.of("nice", "-n", Integer.toString(niceness)));
        }
        if (installed("setsid")) {
            command.add("setsid");
        }
        command.add(Installation.java());
        command.addAll(options);
        command.add("-Dprocess.role=" + role);
        command.add("-cp");
        command.add(String.join(System.getProperty("path.separator"), classPath));
        command.add(Guarded.class.getName());
        command.add(mainClass);
        command.addAll(arguments);
        return new Launch(role, command, environment, logFile, pidFile);
    }

    private static boolean installed(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program)) || Files.isExecutable(Path.of("/bin", program));
    }
}
