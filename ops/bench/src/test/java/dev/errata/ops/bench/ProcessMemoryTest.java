package dev.errata.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Reads a made-up /proc/self/status. */
class ProcessMemoryTest {

    @Test
    void kibibytesOfTheStatusBecomeMegabytes() {
        assertThat(ProcessMemory.of("VmPeak:\t 900000 kB\nVmHWM:\t  500000 kB\nVmRSS:\t 250000 kB\n"))
                .isEqualTo(new ProcessMemory(256, 512));
    }

    @Test
    void aStatusWithoutMemoryGivesNaN() {
        assertThat(ProcessMemory.of("nothing of the kind")).isEqualTo(new ProcessMemory(Double.NaN, Double.NaN));
    }
}
