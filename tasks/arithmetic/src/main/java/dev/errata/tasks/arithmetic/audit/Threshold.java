package dev.errata.tasks.arithmetic.audit;

/** Below which probability a token counts as what. */
final class Threshold {

    /** The reward is at its floor: clip(p - 0.5, -0.1, 0) of method.md 1. */
    static final double MARKED = 0.4;

    /** The reward is negative. */
    static final double DOUBTED = 0.5;

    private Threshold() {}
}
