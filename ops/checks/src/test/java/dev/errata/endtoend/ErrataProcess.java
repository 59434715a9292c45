package dev.errata.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The errata command in a JVM of its own, from the jars that the build has just packaged. */
final class ErrataProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private ErrataProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the command; what it prints goes to a file. */
    static ErrataProcess start(Path output, Object... arguments) throws IOException {
        Path home = repository();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Derrata.home=" + home,
                "-cp",
                commandJar(home) + File.pathSeparator + home.resolve("ops/cli/target/lib") + File.separator + "*",
                "dev.errata.ops.cli.commands.ErrataCommand"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ErrataProcess(process, output);
    }

    /** Runs the command to its end and returns what it printed. */
    static String run(Path output, Duration deadline, Object... arguments) throws Exception {
        try (ErrataProcess errata = start(output, arguments)) {
            int status = errata.await(deadline);
            if (status != 0) {
                throw new AssertionError(
                        "errata " + List.of(arguments) + " ended with " + status + ":\n" + errata.printed());
            }
            return errata.printed();
        }
    }

    int await(Duration deadline) throws InterruptedException, IOException {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("errata did not end within " + deadline + ":\n" + printed());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    /** Every process that this one has started and that still lives. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    /** Root of the repository. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the repository's docker-compose.yml");
        }
        return folder;
    }

    private static Path commandJar(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("ops/cli/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("cli-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("ops/cli is not packaged: run './mvnw verify' from the root."));
        }
    }
}
