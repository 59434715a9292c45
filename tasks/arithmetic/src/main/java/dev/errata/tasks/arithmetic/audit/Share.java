package dev.errata.tasks.arithmetic.audit;

/** Computes shares of counts. */
final class Share {

    private Share() {}

    /** Part of a whole, 0 to 1; 0 of nothing. */
    static double of(double part, long whole) {
        return part / Math.max(1, whole);
    }
}
