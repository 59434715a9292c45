package dev.errata.evaluator;

import dev.errata.evaluator.benchmark.MeasuredPolicy;
import dev.errata.evaluator.grading.VerdictsMissingException;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The evaluator's flow: next version to measure, answer the held-out questions, have them graded, publish the result.
 *
 * <p>Nobody waits for it: a version whose weights are gone, or that the judge is silent about twice, is given up.
 */
final class EvaluationLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(EvaluationLoop.class);

    private final Parts parts;
    private final NavigableSet<Long> done = new TreeSet<>();
    private long silent = -1;
    private volatile boolean stopped;

    EvaluationLoop(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void run() {
        try {
            done.addAll(parts.resume());
            while (!stopped) {
                Optional<Long> next = parts.nextVersion(done);
                if (next.isPresent()) {
                    measure(next.get());
                } else {
                    parts.pause();
                }
            }
        } catch (WakeupException woken) {
            if (!stopped) {
                throw woken;
            }
        }
    }

    private void measure(long version) {
        try {
            MeasuredPolicy policy = parts.load(version);
            parts.publish(parts.measure(policy, version));
            done.add(version);
        } catch (UnusableCheckpointException gone) {
            giveUp(version, gone);
        } catch (VerdictsMissingException missing) {
            if (silent == version) {
                giveUp(version, missing);
            } else {
                LOG.warnf("Version %d will be measured once more: %s", version, missing.getMessage());
                silent = version;
            }
        }
    }

    private void giveUp(long version, RuntimeException reason) {
        LOG.warnf("Version %d is not measured: %s", version, reason.getMessage());
        parts.progress().skipped();
        done.add(version);
    }

    /** Ends the loop, in the middle of a measurement if need be; may be called from any thread. */
    void stop() {
        stopped = true;
        parts.stop();
    }
}
