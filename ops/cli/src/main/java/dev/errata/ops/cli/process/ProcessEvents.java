package dev.errata.ops.cli.process;

import java.time.Duration;

/** Told what becomes of supervised processes; called from the supervisor's threads. */
public interface ProcessEvents {

    /** A process died unasked and is started again after the wait. */
    void restarting(String role, int exitCode, Duration wait);

    /** A process died too often: it stays down. The sentence says so, with the end of its log. */
    void gaveUp(String role, String sentence);
}
