package dev.errata.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process has had resident so far. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern HIGH_WATER_MARK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    private PeakMemory() {}

    /** Peak resident memory, MB (10^6 bytes); NaN where the system does not tell. */
    static double megabytes() {
        try {
            return megabytes(Files.readString(STATUS));
        } catch (IOException notThisSystem) {
            return Double.NaN;
        }
    }

    /** The same from the text of /proc/self/status. */
    static double megabytes(String status) {
        Matcher line = HIGH_WATER_MARK.matcher(status);
        return line.find() ? Long.parseLong(line.group(1)) * 1024 / 1e6 : Double.NaN;
    }
}
