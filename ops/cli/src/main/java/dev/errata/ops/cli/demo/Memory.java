package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.MachineOccupied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that the machine, and in a container its control group, has the memory that a demo needs.
 *
 * @param machine the kernel's {@code meminfo}
 * @param controlGroup folder of the control group (version 2): {@code memory.max}, {@code memory.current}, {@code
 *     memory.stat}
 */
record Memory(Path machine, Path controlGroup) {

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB");
    private static final Pattern INACTIVE_FILE = Pattern.compile("(?m)^inactive_file (\\d+)$");

    /** The memory of this machine and this control group. */
    static Memory here() {
        return new Memory(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
    }

    /** Throws unless this many bytes are available. Does nothing where the system does not tell. */
    void require(long bytes) {
        OptionalLong available = available();
        if (available.isPresent() && available.getAsLong() < bytes) {
            throw new MachineOccupied(String.format(
                    Locale.ROOT,
                    "The demo takes about %.1f GB of memory and only %.1f GB are free: end other programs or "
                            + "use a larger"
                            + " machine.",
                    bytes / 1e9,
                    available.getAsLong() / 1e9));
        }
    }

    /** Available bytes; empty where the system does not tell. */
    OptionalLong available() {
        OptionalLong ofMachine = ofMachine();
        OptionalLong ofGroup = ofControlGroup();
        if (ofMachine.isEmpty() || ofGroup.isEmpty()) {
            return ofMachine.isPresent() ? ofMachine : ofGroup;
        }
        return OptionalLong.of(Math.min(ofMachine.getAsLong(), ofGroup.getAsLong()));
    }

    private OptionalLong ofMachine() {
        Matcher line = AVAILABLE.matcher(read(machine));
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * 1024) : OptionalLong.empty();
    }

    /**
     * The kernel counts the page cache as used, but reclaims its inactive pages before it refuses memory: they count as
     * free here.
     */
    private OptionalLong ofControlGroup() {
        String most = read(controlGroup.resolve("memory.max")).strip();
        String used = read(controlGroup.resolve("memory.current")).strip();
        Matcher cached = INACTIVE_FILE.matcher(read(controlGroup.resolve("memory.stat")));
        long reclaimable = cached.find() ? Long.parseLong(cached.group(1)) : 0;
        return most.matches("\\d+") && used.matches("\\d+")
                ? OptionalLong.of(Long.parseLong(most) - Math.max(0, Long.parseLong(used) - reclaimable))
                : OptionalLong.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notThisSystem) {
            return "";
        }
    }
}
