package dev.errata.rewards;

/** A part of the reward scorer as the service runs it and the health checks see it. */
interface ScorerPart {

    /** The part's name. */
    String name();

    /** Starts it; returns at once. */
    void start();

    /** Asks it to stop; returns at once. */
    default void askToStop() {}

    /** Stops it and waits until its threads and native calls have ended. */
    void stop();

    /** Whether it can still do its work. */
    boolean alive();

    /** Whether it does its work now. */
    boolean ready();

    /** What it does or waits for. */
    Progress.Step step();
}
