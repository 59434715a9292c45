package dev.errata.learner.fakes;

/** Kills the learner at one of the places it passes, counted from 0. */
public final class CrashPlan {

    /**
     * The learner is gone; nothing after this ran. An error, because what a learner does about exceptions, such as
     * removing what it had half written, a killed one does not.
     */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String place) {
            super(place);
        }
    }

    private final int at;
    private int passed;

    public CrashPlan(int at) {
        this.at = at;
    }

    public static CrashPlan none() {
        return new CrashPlan(Integer.MAX_VALUE);
    }

    public void pass(String place) {
        if (passed++ == at) {
            throw new Crash(place);
        }
    }
}
