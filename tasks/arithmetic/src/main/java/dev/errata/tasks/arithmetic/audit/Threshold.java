package dev.errata.tasks.arithmetic.audit;

/** Probabilities below which a token counts as marked or doubted. */
final class Threshold {

    /** The reward is at its floor: r_t = clip(p_t - 0.5, -0.1, 0), RLMEC, arXiv:2401.06081. */
    static final double MARKED = 0.4;

    /** The reward is negative. */
    static final double DOUBTED = 0.5;

    private Threshold() {}
}
