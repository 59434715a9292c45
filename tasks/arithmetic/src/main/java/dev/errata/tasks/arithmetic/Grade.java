package dev.errata.tasks.arithmetic;

import java.util.Locale;

/** The grades of the task, each a {@link Difficulty} under a name for the command line. */
public enum Grade {
    /** 3 or 4 operations; the grade that the shipped policy learned. */
    DEMO,
    /** 4 to 6 operations with the same numbers. */
    LONGER,
    /** 3 to 5 operations with larger numbers. */
    LARGER;

    /** The difficulty of its questions. */
    public Difficulty difficulty() {
        return switch (this) {
            case DEMO -> Difficulty.demo();
            case LONGER -> Difficulty.longer();
            case LARGER -> Difficulty.larger();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
