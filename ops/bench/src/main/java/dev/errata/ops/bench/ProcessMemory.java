package dev.errata.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resident memory of this process, MB (10^6 bytes); NaN where the system does not tell.
 *
 * @param now resident memory now
 * @param peak highest resident memory so far
 */
public record ProcessMemory(double now, double peak) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern HIGH_WATER_MARK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    /** Reads the memory of this process. */
    public static ProcessMemory read() {
        try {
            return of(Files.readString(STATUS));
        } catch (IOException notThisSystem) {
            return of("");
        }
    }

    /** The same from the text of /proc/self/status. */
    static ProcessMemory of(String status) {
        return new ProcessMemory(megabytes(RESIDENT, status), megabytes(HIGH_WATER_MARK, status));
    }

    private static double megabytes(Pattern pattern, String status) {
        Matcher line = pattern.matcher(status);
        return line.find() ? Long.parseLong(line.group(1)) * 1024 / 1e6 : Double.NaN;
    }
}
