package dev.errata.actors;

import dev.errata.actors.rollouts.NotPublishedException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/** Counts the failures in a row of one task: a few are retried after a wait, one more is final. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final int most;
    private final long pauseMillis;
    private int failures;

    /**
     * Allows a number of failures in a row.
     *
     * @param pauseMillis pause after the first failure in milliseconds; it grows with each
     */
    Attempts(int most, long pauseMillis) {
        this.most = most;
        this.pauseMillis = pauseMillis;
    }

    /**
     * Runs a task. A success ends the row of failures.
     *
     * @return what the task returns, or {@code otherwise} after a failure and a pause
     * @throws NotPublishedException if it was one failure too many; a RetriableException likewise
     */
    <T> T attempt(Supplier<T> task, T otherwise) {
        try {
            T done = task.get();
            failures = 0;
            return done;
        } catch (NotPublishedException | RetriableException passing) {
            failed(passing);
            return otherwise;
        }
    }

    private void failed(RuntimeException failure) {
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
