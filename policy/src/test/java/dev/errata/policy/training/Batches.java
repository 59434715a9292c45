package dev.errata.policy.training;

import dev.errata.policy.Policy;
import dev.errata.policy.TinyPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random training batches of uneven lengths. */
public final class Batches {

    private Batches() {}

    /** For {@link CrossEntropy}: weights 0, 0.5 and 1. */
    static TrainingBatch weighted(long seed, int count) {
        Random random = new Random(seed);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] prompt = TinyPolicy.tokens(random, 1 + random.nextInt(6));
            int[] answer = TinyPolicy.tokens(random, 1 + random.nextInt(9));
            float[] weights = new float[answer.length];
            for (int t = 0; t < weights.length; t++) {
                weights[t] = random.nextInt(3) / 2f;
            }
            sequences.add(new TrainingSequence(prompt, answer, new float[][] {weights}));
        }
        return new TrainingBatch(sequences);
    }

    /** For {@link CriticObjective}: weights as above, and returns -1, 0 and 1. */
    public static TrainingBatch valued(long seed, int count) {
        Random random = new Random(seed);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (TrainingSequence plain : weighted(seed, count).sequences()) {
            float[] returns = new float[plain.answer().length];
            for (int t = 0; t < returns.length; t++) {
                returns[t] = random.nextInt(3) - 1;
            }
            sequences.add(
                    new TrainingSequence(plain.prompt(), plain.answer(), new float[][] {plain.channels()[0], returns}));
        }
        return new TrainingBatch(sequences);
    }

    /**
     * For {@link ClippedObjective}: behavior log-probs near and far from the policy's own, advantages of both signs.
     */
    static TrainingBatch clipped(Policy policy, long seed, int count) {
        Random random = new Random(seed);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (TrainingSequence plain : weighted(seed, count).sequences()) {
            float[] behavior = policy.logProbs(List.of(plain.prompt()), List.of(plain.answer()), 1)
                    .get(0);
            float[] advantage = new float[behavior.length];
            for (int t = 0; t < behavior.length; t++) {
                // Half a token's ratio is clearly inside the clip range, half clearly outside: no kink nearby.
                behavior[t] += random.nextBoolean() ? 0.05f : 0.5f * (random.nextBoolean() ? 1 : -1);
                advantage[t] = (float) random.nextGaussian();
            }
            sequences.add(new TrainingSequence(plain.prompt(), plain.answer(), new float[][] {behavior, advantage}));
        }
        return new TrainingBatch(sequences);
    }

    static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static float[] moved(float[] from, double[] direction, double by) {
        float[] to = Arrays.copyOf(from, from.length);
        for (int i = 0; i < to.length; i++) {
            to[i] += (float) (by * direction[i]);
        }
        return to;
    }
}
