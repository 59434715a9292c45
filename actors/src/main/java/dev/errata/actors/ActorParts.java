package dev.errata.actors;

import dev.errata.actors.pacing.Pace;
import dev.errata.actors.questions.QuestionStream;
import dev.errata.actors.rollouts.AnswerSampling;
import dev.errata.actors.rollouts.Publication;
import dev.errata.actors.weights.FollowPolicyUpdates;

/**
 * What the loop works with; closed together.
 *
 * @param weights the policy in memory
 * @param questions where questions come from
 * @param pace how many of them may be answered now
 * @param sampling samples the answers
 * @param publication publishes the rollouts
 */
record ActorParts(
        FollowPolicyUpdates weights,
        QuestionStream questions,
        Pace pace,
        AnswerSampling sampling,
        Publication publication)
        implements AutoCloseable {

    /** Ends a waiting call with a WakeupException; may be called from any thread. */
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
