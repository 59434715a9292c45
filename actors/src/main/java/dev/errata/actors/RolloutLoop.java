package dev.errata.actors;

import dev.errata.actors.progress.ActorProgress;
import dev.errata.actors.questions.QuestionBatch;
import dev.errata.actors.rollouts.NotPublishedException;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.schemas.Rollout;
import dev.errata.service.StopSignal;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The actor's flow: admit questions, sample n answers to each in one batch, publish the rollouts.
 *
 * <p>A question's rollouts and the offset that marks it as answered become visible together or not at all, however the
 * process ends. The newest weights are adopted after admission, so they are at least as new as the figures admission
 * used. {@code actor.weight-updates} may also allow newer weights during the batch. The learner counts staleness from
 * an answer's oldest token, and no token is older than the version the batch began with, whose age
 * {@link dev.errata.actors.pacing.SamplingBudget} bounds.
 */
final class RolloutLoop {

    private final ActorParts parts;
    private final ActorProgress progress;
    private final Attempts looks;
    private final Attempts batches;

    RolloutLoop(ActorParts parts, ActorProgress progress, Supplier<Attempts> attempts) {
        this.parts = parts;
        this.progress = progress;
        this.looks = attempts.get();
        this.batches = attempts.get();
    }

    /** Samples until asked to stop; the batch under way ends first. */
    void run(StopSignal stop) {
        parts.weights().awaitFirst(stop);
        progress.joining();
        parts.publication().begin();
        parts.questions().subscribe();
        while (!stop.requested()) {
            int admitted = looks.attempt(this::admit, 0);
            // Only a published batch resets the count of failed batches; a poll without questions does not.
            if (admitted > 0 && !batches.attempt(() -> answer(admitted), false)) {
                parts.questions().rewind();
            }
        }
    }

    private int admit() {
        progress.looking();
        boolean waiting = !parts.questions().await();
        progress.misnamedTopics(parts.questions().misnamedTopics());
        if (waiting) {
            progress.noQuestions();
            return 0;
        }
        int admitted = parts.pace().admitted(parts.questions().answersToNext());
        return progress.admitted(admitted, parts.pace().queued());
    }

    private boolean answer(int admitted) {
        VersionedPolicy policy = parts.weights().newest();
        QuestionBatch batch = parts.questions().take(admitted, policy.policy());
        try {
            publish(batch, parts.sampling().sample(batch.questions(), policy));
            return true;
        } catch (NotPublishedException | RetriableException passing) {
            progress.aborted();
            throw passing;
        }
    }

    private void publish(QuestionBatch batch, List<Rollout> rollouts) {
        progress.publishing();
        parts.publication().publish(batch, rollouts, parts.questions().groupMetadata());
        parts.questions().done(batch);
        progress.published(batch.asked(), batch.setAside(), rollouts);
    }
}
