package dev.errata.ops.cli.process;

import java.time.Duration;

/** Receives the deaths of supervised processes, on the threads that watch them. */
public interface ProcessEvents {

    /** A process died unexpectedly and is restarted after the wait. */
    void restarting(String role, int exitCode, Duration wait);

    /** A process died too often and stays down. The sentence says so, with the end of its log. */
    void gaveUp(String role, String sentence);
}
