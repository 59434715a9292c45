package dev.errata.tasks.arithmetic.audit;

/** Shares of what was counted. */
final class Share {

    private Share() {}

    /** Part of a whole, 0 to 1; 0 of nothing. */
    static double of(double part, long whole) {
        return part / Math.max(1, whole);
    }
}
