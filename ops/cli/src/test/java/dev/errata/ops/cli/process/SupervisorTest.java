package dev.errata.ops.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Supervises small real processes. */
@Timeout(60)
class SupervisorTest {

    private final Path folder;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    SupervisorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aKilledProcessIsRestartedWithinTwoSeconds() {
        try (var supervisor = new Supervisor(notices::add)) {
            supervisor.start(launch("sleeper", "sleep", "100"));
            long first = supervisor.pid("sleeper").orElseThrow();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await(
                    Duration.ofSeconds(2),
                    () -> supervisor.pid("sleeper").filter(pid -> pid != first).isPresent());
            assertThat(notices).hasSize(1).first().asString().contains("sleeper", "137", "started again");
            assertThat(supervisor.restarts()).isEqualTo(Map.of("sleeper", 1));
        }
    }

    @Test
    void aProcessThatKeepsDyingStaysDownAndTheFailureShowsTheEndOfItsLog() {
        try (var supervisor = new Supervisor(notices::add)) {
            supervisor.start(launch("hopeless", "sh", "-c", "echo no such port; exit 3"));
            await(Duration.ofSeconds(20), () -> supervisor.failure().isPresent());
            assertThatThrownBy(supervisor::check)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("hopeless died 5 times")
                    .hasMessageContaining("no such port");
        }
    }

    @Test
    void closingEndsEveryProcessEvenOneThatIgnoresSigterm() {
        long pid;
        try (var supervisor = new Supervisor(notices::add)) {
            supervisor.start(launch("deaf", "sh", "-c", "trap '' TERM; while true; do sleep 0.1; done"));
            pid = supervisor.pid("deaf").orElseThrow();
            await(Duration.ofSeconds(1), () -> ProcessHandle.of(pid).isPresent());
            supervisor.stop(List.of("deaf"), Duration.ofMillis(300));
        }
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void aStoppedProcessStaysDown() throws InterruptedException {
        try (var supervisor = new Supervisor(notices::add)) {
            supervisor.start(launch("sleeper", "sleep", "100"));
            supervisor.stop(List.of("sleeper"), Duration.ofSeconds(2));
            Thread.sleep(400);
            assertThat(supervisor.pid("sleeper")).isEmpty();
            assertThat(notices).isEmpty();
        }
    }

    private Launch launch(String role, String... command) {
        return new Launch(
                role, List.of(command), Map.of(), folder.resolve(role + ".log"), folder.resolve(role + ".pid"));
    }

    private static void await(Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited %s", timeout).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
