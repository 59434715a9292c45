package dev.errata.actors;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Counts failures in a row of one thing: a few are waited out, one more is final. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final int most;
    private final long pauseMillis;
    private int failures;

    /**
     * Allows a number of failures in a row.
     *
     * @param pauseMillis pause after the first; it grows with each
     */
    Attempts(int most, long pauseMillis) {
        this.most = most;
        this.pauseMillis = pauseMillis;
    }

    void succeeded() {
        failures = 0;
    }

    /** Waits a little, or throws the failure where it was one too many. */
    void failed(RuntimeException failure) {
        failures++;
        if (failures > most) {
            throw failure;
        }
        LOG.warnf("Attempt %d of %d failed, to be tried again: %s", failures, most + 1, failure.getMessage());
        try {
            TimeUnit.MILLISECONDS.sleep(pauseMillis * failures);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
