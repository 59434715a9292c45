package dev.errata.learner.batch;

import dev.errata.learner.objective.Channels;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The sequences that one scored rollout gives.
 *
 * <p>Where the imitation target is the answer itself (a correct answer), one sequence carries rewards and imitation
 * weights. Where it is a rewrite, the answer carries the rewards and the rewrite, in a sequence of its own, the weights:
 * nobody sampled the rewrite, so it has neither reward nor behaviour log-prob. A sequence without any non-zero reward or
 * weight has no gradient and is left out. Token ids travel as they were sampled; nothing is tokenised again.
 */
final class Sequences {

    private Sequences() {}

    static List<TrainingSequence> of(ScoredRollout scored) {
        Rollout rollout = scored.getRollout();
        int[] prompt = ints(rollout.getPromptTokens());
        int[] answer = ints(rollout.getAnswerTokens());
        float[] behavior = floats(rollout.getBehaviorLogProbs());
        float[] rewards = floats(scored.getRewards());
        float[] weights = floats(scored.getTargetWeights());
        List<TrainingSequence> sequences = new ArrayList<>(2);
        if (scored.getTargetTokens().equals(rollout.getAnswerTokens())) {
            addUnlessInert(sequences, new TrainingSequence(prompt, answer, channels(behavior, rewards, weights)));
            return sequences;
        }
        float[] none = new float[answer.length];
        addUnlessInert(sequences, new TrainingSequence(prompt, answer, channels(behavior, rewards, none)));
        int[] target = ints(scored.getTargetTokens());
        float[] unsampled = new float[target.length];
        addUnlessInert(sequences, new TrainingSequence(prompt, target, channels(unsampled, unsampled, weights)));
        return sequences;
    }

    private static float[][] channels(float[] behavior, float[] rewards, float[] weights) {
        float[][] channels = new float[3][];
        channels[Channels.BEHAVIOR_LOG_PROB] = behavior;
        channels[Channels.REWARD] = rewards;
        channels[Channels.IMITATION_WEIGHT] = weights;
        return channels;
    }

    private static void addUnlessInert(List<TrainingSequence> sequences, TrainingSequence sequence) {
        if (anyNonZero(sequence.channels()[Channels.REWARD])
                || anyNonZero(sequence.channels()[Channels.IMITATION_WEIGHT])) {
            sequences.add(sequence);
        }
    }

    private static boolean anyNonZero(float[] numbers) {
        for (float number : numbers) {
            if (number != 0) {
                return true;
            }
        }
        return false;
    }

    private static int[] ints(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }
}
