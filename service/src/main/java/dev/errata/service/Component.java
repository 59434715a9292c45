package dev.errata.service;

import java.time.Duration;

/** A part of a service that runs from the service's start to its stop: usually one loop on its own thread. */
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

    /** Its current activity. */
    Activity.State activity();
}
