package dev.errata.actors;

import dev.errata.actors.pacing.Pace;
import dev.errata.actors.questions.QuestionStream;
import dev.errata.actors.rollouts.AnswerSampling;
import dev.errata.actors.rollouts.Publication;
import dev.errata.actors.weights.FollowPolicyUpdates;

/**
 * The actor's components, in the order of the loop's flow; closed together.
 *
 * @param weights the policy in memory
 * @param questions reads and admits questions
 * @param pace limits the number of questions in the next batch
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
