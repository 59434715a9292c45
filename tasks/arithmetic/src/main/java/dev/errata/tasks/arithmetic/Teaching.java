package dev.errata.tasks.arithmetic;

/**
 * How the reward model is taught to rewrite; the settings that ablations change.
 *
 * @param identityShare share of legal solutions, to be left alone, among the examples made up
 * @param wrongShare share of the wrong answers whose rewrite the teacher gets wrong: few edits, the right final number, and
 *     a false step
 * @param free whether a wrong answer becomes any worked solution instead of the closest sound one
 */
public record Teaching(double identityShare, double wrongShare, boolean free) {

    /** Legal answers of the policy that are kept for each one made up: 30 % at the usual identity share. */
    private static final double LEGAL_PER_IDENTITY = 1.2;

    /** Checks the shares. */
    public Teaching {
        if (!(identityShare >= 0 && identityShare <= 1 && wrongShare >= 0 && wrongShare <= 1)) {
            throw new IllegalArgumentException("The shares of identity rewrites and of wrong ones are " + identityShare
                    + " and " + wrongShare + ": give numbers from 0 to 1.");
        }
    }

    /** What the shipped reward model was taught with. */
    public static Teaching demo() {
        return new Teaching(0.25, 0, false);
    }

    /** Share of the policy's own legal answers that are examples too; none where there are no identity rewrites at all. */
    public double legalShareOfReal() {
        return Math.min(1, LEGAL_PER_IDENTITY * identityShare);
    }
}
