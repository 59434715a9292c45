package dev.errata.learner.fakes;

import dev.errata.learner.objective.Policies;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.List;

/** Log-probs, values and tokens that follow from the numbers of the tokens alone. */
public class FakePolicies implements Policies {

    /** -0.1 or -0.2 times the token: {@link Scored} says -0.1 times of the behavior policy. */
    @Override
    public List<float[]> logProbs(Frozen policy, List<TrainingSequence> sequences) {
        float scale = policy == Frozen.REFERENCE ? -0.2f : -0.1f;
        return sequences.stream()
                .map(sequence -> scaled(sequence.answer(), scale))
                .toList();
    }

    /** A hundredth of the token. */
    @Override
    public List<float[]> values(TrainingBatch batch) {
        return batch.sequences().stream()
                .map(sequence -> scaled(sequence.answer(), 0.01f))
                .toList();
    }

    /** One token a digit, 2 at the end. */
    @Override
    public int[] tokens(String solution) {
        return java.util.stream.IntStream.concat(
                        solution.chars().map(character -> character - '0'), java.util.stream.IntStream.of(2))
                .toArray();
    }

    @Override
    public int maxPositions() {
        return 20;
    }

    private static float[] scaled(int[] tokens, float scale) {
        float[] numbers = new float[tokens.length];
        for (int t = 0; t < tokens.length; t++) {
            numbers[t] = scale * tokens[t];
        }
        return numbers;
    }
}
