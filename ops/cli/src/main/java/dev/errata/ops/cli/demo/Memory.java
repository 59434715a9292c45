package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.MachineOccupied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the machine (and its control group, in a container) has the memory that a demo takes. */
final class Memory {

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB");
    private static final Path CONTROL_GROUP = Path.of("/sys/fs/cgroup");

    private Memory() {}

    /** Throws unless this many bytes can be had; where the system does not tell, says nothing. */
    static void require(long bytes) {
        OptionalLong available = available();
        if (available.isPresent() && available.getAsLong() < bytes) {
            throw new MachineOccupied(String.format(
                    Locale.ROOT,
                    "The demo takes about %.1f GB of memory and only %.1f GB are free: end other programs or use a larger"
                            + " machine.",
                    bytes / 1e9,
                    available.getAsLong() / 1e9));
        }
    }

    private static OptionalLong available() {
        OptionalLong machine = machine();
        OptionalLong group = group();
        if (machine.isEmpty() || group.isEmpty()) {
            return machine.isPresent() ? machine : group;
        }
        return OptionalLong.of(Math.min(machine.getAsLong(), group.getAsLong()));
    }

    private static OptionalLong machine() {
        Matcher line = AVAILABLE.matcher(read(Path.of("/proc/meminfo")));
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * 1024) : OptionalLong.empty();
    }

    private static OptionalLong group() {
        String most = read(CONTROL_GROUP.resolve("memory.max")).strip();
        String used = read(CONTROL_GROUP.resolve("memory.current")).strip();
        return most.matches("\\d+") && used.matches("\\d+")
                ? OptionalLong.of(Long.parseLong(most) - Long.parseLong(used))
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
