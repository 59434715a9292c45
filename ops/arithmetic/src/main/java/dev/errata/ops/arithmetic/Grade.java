package dev.errata.ops.arithmetic;

import java.util.Locale;

/** The grades of the task, each a {@link Difficulty} under a name for the command line. */
public enum Grade {
    /** 3 or 4 operations; what the shipped policy learned. */
    DEMO(Difficulty.demo()),
    /** 4 to 6 operations with the same numbers. */
    LONGER(Difficulty.longer()),
    /** 3 to 5 operations with larger numbers. */
    LARGER(Difficulty.larger());

    private final Difficulty difficulty;

    Grade(Difficulty difficulty) {
        this.difficulty = difficulty;
    }

    /** What its questions look like. */
    public Difficulty difficulty() {
        return difficulty;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
