package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a Linux 6 kernel, shortened. */
class MemoryTest {

    private final Path folder;
    private final Memory memory;

    MemoryTest(@TempDir Path folder) {
        this.folder = folder;
        this.memory = new Memory(folder.resolve("meminfo"), folder);
    }

    @Test
    void inAContainerInactivePageCacheCountsAsFree() throws IOException {
        machineHas(15_000_000);
        containerHas("8000000000", 7_000_000_000L, 5_500_000_000L);
        // 8.0 GB - (7.0 GB - 5.5 GB)
        assertThat(memory.available()).hasValue(6_500_000_000L);
        assertThatCode(() -> memory.require(4_000_000_000L)).doesNotThrowAnyException();
    }

    @Test
    void memoryInUseByProgramsIsNotFree() throws IOException {
        machineHas(15_000_000);
        containerHas("8000000000", 7_000_000_000L, 100_000_000);
        assertThatThrownBy(() -> memory.require(4_000_000_000L))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("The demo takes about 4.0 GB of memory and only 1.1 GB are free");
    }

    @Test
    void theSmallerOfMachineAndContainerCounts() throws IOException {
        machineHas(1_000_000);
        containerHas("8000000000", 1_000_000_000L, 0);
        assertThat(memory.available()).hasValue(1_024_000_000L);
    }

    @Test
    void withoutALimitTheMachineDecides() throws IOException {
        machineHas(5_000_000);
        containerHas("max", 1_000_000_000L, 0);
        assertThat(memory.available()).hasValue(5_120_000_000L);
    }

    @Test
    void withoutMemoryFiguresNoRunIsRefused() {
        assertThat(memory.available()).isEmpty();
        assertThatCode(() -> memory.require(Long.MAX_VALUE)).doesNotThrowAnyException();
    }

    private void machineHas(long availableKilobytes) throws IOException {
        Files.writeString(
                folder.resolve("meminfo"),
                "MemTotal:       16384000 kB\nMemAvailable:   " + availableKilobytes + " kB\nCached:  1 kB\n");
    }

    private void containerHas(String most, long used, long inactiveFile) throws IOException {
        Files.writeString(folder.resolve("memory.max"), most + "\n");
        Files.writeString(folder.resolve("memory.current"), used + "\n");
        Files.writeString(
                folder.resolve("memory.stat"),
                "anon 1\nfile 2\ninactive_anon 3\nactive_anon 4\ninactive_file " + inactiveFile + "\nactive_file 5\n");
    }
}
