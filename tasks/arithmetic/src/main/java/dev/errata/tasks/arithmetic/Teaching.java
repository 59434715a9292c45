package dev.errata.tasks.arithmetic;

/**
 * Settings of training the shipped reward model, which ablations change.
 *
 * @param identityShare share of legal solutions, to be left unchanged, among the synthetic examples
 * @param wrongShare share of the wrong answers whose rewrite the teacher gets wrong: few edits, the right final number,
 *     and a false step
 * @param free whether a wrong answer becomes any worked solution instead of the closest sound one
 */
public record Teaching(double identityShare, double wrongShare, boolean free) {

    /** Share of the policy's legal answers that are kept, per unit of identity share: 30 % at the usual 25 %. */
    private static final double LEGAL_PER_IDENTITY = 1.2;

    /** Checks the shares. */
    public Teaching {
        if (!(identityShare >= 0 && identityShare <= 1 && wrongShare >= 0 && wrongShare <= 1)) {
            throw new IllegalArgumentException("The shares of identity rewrites and of wrong ones are " + identityShare
                    + " and " + wrongShare + ": give numbers from 0 to 1.");
        }
    }

    /** The settings of the shipped reward model. */
    public static Teaching demo() {
        return new Teaching(0.25, 0, false);
    }

    /** Share of the policy's own legal answers that become examples too; 0 where there are no identity rewrites. */
    public double legalShareOfReal() {
        return Math.min(1, LEGAL_PER_IDENTITY * identityShare);
    }
}
