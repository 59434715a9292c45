package dev.errata.actors.passes;

/**
 * Offsets of one partition that the log holds.
 *
 * @param beginning the first
 * @param end one past the last, open transactions excluded
 */
public record LogRange(long beginning, long end) {

    /** The same range, at least up to an offset. */
    LogRange upTo(long offset) {
        return new LogRange(beginning, Math.max(end, offset));
    }
}
