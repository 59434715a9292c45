package dev.errata.service;

import java.time.Duration;

/** Something that a service runs from its start to its stop: usually one loop on a thread of its own. */
public interface Component {

    /** Name in health data and log lines. */
    String name();

    /** Starts it; returns at once. */
    void start();

    /** Asks it to stop; returns at once. */
    default void askToStop() {}

    /**
     * Stops it and waits until its threads and native calls have ended.
     *
     * @param limit how long to wait
     * @return whether it has ended
     */
    boolean stop(Duration limit);

    /** Whether it can still do its work. */
    boolean alive();

    /** Whether it does its work now. */
    boolean ready();

    /** What it is doing or waiting for. */
    Activity.State activity();
}
