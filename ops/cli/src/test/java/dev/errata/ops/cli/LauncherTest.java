package dev.errata.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ops/errata} in a repository of stubs: when it builds, and when it leaves the jars unchanged. */
@Timeout(120)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("../errata").toAbsolutePath().normalize();
    private static final String SKIPPED = "the sources have changed; they are built when no other command runs";

    /** Prints that it was started; the command {@code wait} ends only by force. */
    private static final String JAVA =
            "#!/bin/sh\necho $$ >>\"$HOME/started\"\nfor last; do :; done\n[ \"$last\" != wait ] || exec sleep 100\n";

    private static final String MAVEN = "#!/bin/sh\nsleep 1\necho build >>\"$HOME/built\"\n";

    /** The programs that the script calls, except flock. */
    private static final List<String> PROGRAMS = List.of(
            "bash",
            "cat",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "sed",
            "sh",
            "sleep",
            "tail",
            "touch");

    private final Path home;
    private final Path jdk;
    private final List<Process> started = new ArrayList<>();
    private String path = System.getenv("PATH");

    LauncherTest(@TempDir Path folder) {
        this.home = folder.resolve("home");
        this.jdk = folder.resolve("jdk");
    }

    @BeforeEach
    void makeARepositoryThatIsBuilt() throws IOException {
        write("ops/errata", Files.readString(LAUNCHER));
        write("mvnw", MAVEN);
        for (String module : List.of(
                "schemas",
                "policy",
                "service",
                "reward-model",
                "actors",
                "reward-scorer",
                "learner",
                "evaluator",
                "tasks/arithmetic",
                "tasks/questions")) {
            write(module + "/pom.xml", "");
            write(module + "/src/main/Source.java", "");
            write(module + "/target/quarkus-app/quarkus-run.jar", "");
        }
        for (String module : List.of("broker", "bench", "monitor", "cli")) {
            write("ops/" + module + "/pom.xml", "");
            write("ops/" + module + "/src/main/Source.java", "");
            write("ops/" + module + "/target/lib/some.jar", "");
        }
        write("ops/monitor/target/quarkus-app/quarkus-run.jar", "");
        write("pom.xml", "");
        write("ops/pom.xml", "");
        write(".mvn/jvm.config", "");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                changed(file, 200);
            }
        }
        changed(write("ops/cli/target/errata.built", ""), 100);
        write(jdk, "bin/java", JAVA);
        write(jdk, "bin/javac", "");
        write(jdk, "release", "JAVA_VERSION=\"17.0.1\"\n");
    }

    @AfterEach
    void endWhatRuns() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void concurrentCommandsDelayABuildUntilTheLastHasEnded() throws Exception {
        requireFlock();
        Process one = start("wait");
        Process other = start("wait");
        await(() -> lines("started") == 2);
        changed(home.resolve("learner/src/main/Source.java"), 50);
        assertThat(run("demo")).containsExactly(SKIPPED);
        end(one);
        assertThat(run("demo")).containsExactly(SKIPPED);
        assertThat(lines("built")).isZero();
        end(other);
        assertThat(run("demo")).hasSize(2).last().asString().startsWith("built in");
        assertThat(run("demo")).isEmpty();
        assertThat(lines("built")).isEqualTo(1);
    }

    @Test
    void commandsStartedTogetherAfterAChangeBuildOnce() throws Exception {
        requireFlock();
        changed(home.resolve("pom.xml"), 50);
        List<Process> together = List.of(start("demo"), start("demo"), start("demo"));
        for (Process process : together) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(lines("built")).isEqualTo(1);
        assertThat(lines("started")).isEqualTo(3);
    }

    @Test
    void aMissingPartIsNotBuiltWhileACommandRuns() throws Exception {
        requireFlock();
        start("wait");
        await(() -> lines("started") == 1);
        Files.delete(home.resolve("actors/target/quarkus-app/quarkus-run.jar"));
        assertThat(run("demo")).singleElement().asString().endsWith("end that command first.");
        assertThat(lines("built")).isZero();
        assertThat(lines("started")).isEqualTo(1);
    }

    @Test
    void withoutFlockADemoInTheDefaultFolderDelaysABuild() throws Exception {
        path = programsButFlock().toString();
        changed(home.resolve("pom.xml"), 50);
        Path pid = write(".errata/demo/pids/errata.pid", ProcessHandle.current().pid() + "\n");
        assertThat(run("demo")).containsExactly(SKIPPED);
        Files.delete(pid);
        assertThat(run("demo")).hasSize(2).last().asString().startsWith("built in");
        assertThat(lines("started")).isEqualTo(2);
    }

    @Test
    void aBuildThatCannotWriteNamesTheFolders() throws Exception {
        changed(home.resolve("pom.xml"), 50);
        // A file, since the superuser may write to any folder.
        write(".errata", "");
        assertThat(run("demo"))
                .singleElement()
                .asString()
                .contains("cannot write to '" + home.resolve(".errata") + "'", "'target' in each module");
        assertThat(lines("built") + lines("started")).isZero();
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("ops/errata").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(home, "printed", ".txt").toFile());
        return started(builder);
    }

    private Process started(ProcessBuilder builder) throws IOException {
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", path);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Runs a command to its end and returns its output. */
    private List<String> run(String command) throws Exception {
        Path printed = Files.createTempFile(home, "printed", ".txt");
        Process process = started(new ProcessBuilder(home.resolve("ops/errata").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile()));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(printed);
    }

    private static void end(Process process) throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Path programsButFlock() throws IOException {
        Path folder = Files.createDirectories(home.resolve("bin"));
        for (String program : PROGRAMS) {
            Path there = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            write(folder, program, "#!/bin/sh\nexec " + there + " \"$@\"\n");
        }
        return folder;
    }

    private static void requireFlock() {
        assertThat(Stream.of("/usr/bin", "/bin"))
                .as("places of flock, which util-linux brings")
                .anyMatch(place -> Files.isExecutable(Path.of(place, "flock")));
    }

    private long lines(String file) {
        try {
            return Files.exists(home.resolve(file))
                    ? Files.readAllLines(home.resolve(file)).size()
                    : 0;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    private Path write(String file, String text) throws IOException {
        return write(home, file, text);
    }

    private static Path write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
        if (!path.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + path + " executable");
        }
        return path;
    }

    private static void changed(Path file, long secondsAgo) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofSeconds(secondsAgo))));
    }
}
