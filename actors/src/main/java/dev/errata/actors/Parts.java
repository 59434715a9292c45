package dev.errata.actors;

import dev.errata.actors.pacing.Pace;
import dev.errata.actors.progress.Progress;
import dev.errata.actors.progress.ProgressLog;
import dev.errata.actors.questions.QuestionBatch;
import dev.errata.actors.questions.QuestionStream;
import dev.errata.actors.rollouts.AnswerSampling;
import dev.errata.actors.rollouts.NotPublishedException;
import dev.errata.actors.rollouts.Publication;
import dev.errata.actors.weights.FollowPolicyUpdates;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What the loop works with, and the bookkeeping around each step of it.
 *
 * @param looks failures in a row to learn whether there is something to do
 * @param batches failures in a row to answer and publish a batch
 * @param answersPerQuestion n
 * @param firstWeightsTimeout how long to wait for the first weights
 */
record Parts(
        FollowPolicyUpdates weights,
        QuestionStream questions,
        Pace pace,
        AnswerSampling answers,
        Publication publication,
        Progress progress,
        ProgressLog log,
        Attempts looks,
        Attempts batches,
        int answersPerQuestion,
        Duration firstWeightsTimeout)
        implements AutoCloseable {

    private static final long BETWEEN_LOOKS_MILLIS = 250;

    /**
     * Waits until some weights are in memory, or until stopped.
     *
     * @throws NoWeightsException if none are announced in time
     */
    void awaitFirstWeights(BooleanSupplier stopped) {
        long giveUp = System.nanoTime() + firstWeightsTimeout.toNanos();
        progress.waitsFor("the first weights on policy-updates");
        while (!stopped.getAsBoolean() && !weights.adoptNewest()) {
            if (System.nanoTime() > giveUp) {
                throw noWeights();
            }
            log.tick();
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        progress.works();
    }

    /** Joins the other actors, once what an earlier process of this one left open is settled. */
    void join() {
        progress.waitsFor("the broker to end what an earlier process of this actor left open");
        publication.begin();
        progress.works();
        questions.subscribe();
    }

    /** Questions that may be answered now. */
    int admit() {
        int admitted = pace.admitted() / answersPerQuestion;
        progress.queued(pace.queued());
        return admitted;
    }

    /** The newest weights announced so far. */
    VersionedPolicy adoptNewest() {
        weights.adoptNewest();
        VersionedPolicy newest = weights.current();
        if (newest == null) {
            throw noWeights();
        }
        return newest;
    }

    private NoWeightsException noWeights() {
        return new NoWeightsException(firstWeightsTimeout, progress.unreadableAnnouncements());
    }

    /**
     * Answers a batch and publishes the answers.
     *
     * @throws NotPublishedException if its transaction was aborted; like a RetriableException, it leaves nothing in the log
     */
    void answer(QuestionBatch batch, VersionedPolicy begin) {
        try {
            publish(batch, answers.sample(batch.questions(), begin));
        } catch (NotPublishedException | RetriableException passing) {
            progress.aborted();
            throw passing;
        }
    }

    private void publish(QuestionBatch batch, List<Rollout> rollouts) {
        progress.waitsFor("the broker to commit a batch of rollouts");
        publication.publish(batch, rollouts, questions.groupMetadata());
        progress.works();
        questions.done(batch);
        progress.published(
                batch.questions().size(), rollouts.size(), batch.setAside().size());
        progress.lengths(
                rollouts.stream().mapToLong(one -> one.getAnswerTokens().size()).sum(),
                rollouts.stream()
                        .filter(one -> one.getFinishReason() == FinishReason.LENGTH)
                        .count());
    }

    void wakeup() {
        weights.wakeup();
        questions.wakeup();
    }

    @Override
    public void close() {
        publication.close();
        questions.close();
        pace.close();
        weights.close();
    }
}
