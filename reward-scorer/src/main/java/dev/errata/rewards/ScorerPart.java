package dev.errata.rewards;

import dev.errata.rewards.worker.Progress;
import java.time.Duration;

/** A part of the reward scorer as the service runs it and the health checks see it. */
interface ScorerPart {

    /** The part's name. */
    String name();

    /** Starts it; returns at once. */
    void start();

    /** Asks it to stop; returns at once. */
    default void askToStop() {}

    /**
     * Stops it and waits until its threads and native calls have ended.
     *
     * @param longest how long to wait
     * @throws IllegalStateException if they have not ended by then
     */
    void stop(Duration longest);

    /** Whether it can still do its work. */
    boolean alive();

    /** Whether it does its work now. */
    boolean ready();

    /** What it does or waits for. */
    Progress.Step step();
}
