package dev.errata.actors;

import dev.errata.actors.rollouts.NotPublishedException;
import dev.errata.actors.weights.VersionedPolicy;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The actor's flow: wait for admission, take questions, sample n answers to each in one batch, publish them.
 *
 * <p>Whatever happens to this process, a question's rollouts and the offset that says it is answered become visible
 * together or not at all. Newest weights are adopted before each batch, after admission was asked: so they are at least as
 * new as the figures that admission was based on. Where {@code actor.weight-updates} says so, newer ones come in the middle
 * of the batch too.
 *
 * <p>That does not touch the bound η on staleness, which the learner counts from an answer's oldest token: no token is older
 * than the version that the batch began with, the one whose age {@link dev.errata.actors.pacing.Admission} bounds. Weights
 * that come in the middle only make later tokens, and answers that begin later, younger.
 */
final class RolloutLoop implements Runnable {

    private final Parts parts;
    private volatile boolean stopped;

    RolloutLoop(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void run() {
        try {
            parts.awaitFirstWeights(() -> stopped);
            parts.join();
            while (!stopped) {
                turn();
            }
        } catch (WakeupException woken) {
            if (!stopped) {
                throw woken;
            }
        }
    }

    private void turn() {
        int admitted;
        try {
            admitted = admitted();
            parts.looks().succeeded();
        } catch (RetriableException passing) {
            parts.looks().failed(passing);
            return;
        }
        if (admitted > 0) {
            answer(admitted);
        }
    }

    /** Questions that may be answered now; 0 where something is to be waited for. */
    private int admitted() {
        parts.log().tick();
        if (!parts.questions().await()) {
            parts.progress().waitsFor("questions");
            return 0;
        }
        int admitted = parts.admit();
        if (admitted == 0) {
            parts.progress().waitsFor("admission: the learner to train on what is queued");
        }
        return admitted;
    }

    private void answer(int admitted) {
        try {
            parts.progress().works();
            VersionedPolicy newest = parts.adoptNewest();
            parts.answer(parts.questions().take(admitted, newest.policy()), newest);
            // Only this ends a row of failed batches: a turn without questions in between proves nothing.
            parts.batches().succeeded();
        } catch (NotPublishedException | RetriableException passing) {
            parts.questions().rewind();
            parts.batches().failed(passing);
        }
    }

    /** Ends the loop after the batch under way; may be called from any thread. */
    void stop() {
        stopped = true;
        parts.wakeup();
    }
}
