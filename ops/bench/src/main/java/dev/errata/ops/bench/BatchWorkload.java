package dev.errata.ops.bench;

import dev.errata.learner.objective.Channel;
import dev.errata.learner.objective.Channels;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sequences to train on, or to compute log-probs of; the first quarter of each is prompt, the rest is answer.
 *
 * <p>The channels are drawn so that every term of the objective has work: rewards uniform in [-0.1, 0.5), imitation
 * weights 0.5 or 1, and behavior log-probs within 0.5 nats of -ln V, so that with random weights some importance ratios
 * are clipped and others are not.
 *
 * @param name describes the workload
 * @param sequences the sequences, channels as {@link Channels#TOKEN_REWARDS} has them
 */
public record BatchWorkload(String name, List<TrainingSequence> sequences) implements Workload {

    private static final int MIXED_SEQUENCES = 64;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 256;

    /** Sequences of one length. */
    public static BatchWorkload equal(int sequences, int tokens, int vocabulary, long seed) {
        int[] lengths = new int[sequences];
        Arrays.fill(lengths, tokens);
        return draw("%d sequences of %d tokens".formatted(sequences, tokens), lengths, vocabulary, seed);
    }

    /** 64 sequences of 16 to 256 tokens, uniformly. */
    public static BatchWorkload mixed(int vocabulary, long seed) {
        return mixed(MIXED_SEQUENCES, LONGEST, vocabulary, seed);
    }

    /** Sequences of 16 to {@code longest} tokens, uniformly. */
    public static BatchWorkload mixed(int sequences, int longest, int vocabulary, long seed) {
        int[] lengths = new SplittableRandom(seed)
                .ints(sequences, SHORTEST, longest + 1)
                .toArray();
        String name = "%d sequences of %d to %d tokens".formatted(sequences, SHORTEST, longest);
        return draw(name, lengths, vocabulary, seed);
    }

    private static BatchWorkload draw(String name, int[] lengths, int vocabulary, long seed) {
        // A separate stream, so that the lengths do not depend on the vocabulary.
        SplittableRandom random = new SplittableRandom(seed).split();
        return new BatchWorkload(
                name,
                Arrays.stream(lengths)
                        .mapToObj(length -> sequence(length, vocabulary, random))
                        .toList());
    }

    private static TrainingSequence sequence(int length, int vocabulary, SplittableRandom random) {
        int prompt = Math.max(1, length / 4);
        float[] behavior = new float[length - prompt];
        float[] rewards = new float[length - prompt];
        float[] weights = new float[length - prompt];
        int[] promptTokens = SampleWorkload.tokens(random, prompt, vocabulary);
        int[] answerTokens = SampleWorkload.tokens(random, length - prompt, vocabulary);
        double uniform = -Math.log(vocabulary);
        IntStream.range(0, length - prompt).forEach(t -> {
            behavior[t] = (float) (uniform + random.nextDouble(-0.5, 0.5));
            rewards[t] = (float) random.nextDouble(-0.1, 0.5);
            weights[t] = random.nextBoolean() ? 1f : 0.5f;
        });
        return Channels.TOKEN_REWARDS.sequence(
                promptTokens,
                answerTokens,
                Map.of(
                        Channel.BEHAVIOR_LOG_PROB, behavior,
                        Channel.REWARD, rewards,
                        Channel.TARGET_WEIGHT, weights));
    }

    /** The batch of one optimizer step. */
    public TrainingBatch batch() {
        return new TrainingBatch(sequences);
    }

    /** Tokens of all sequences, prompts included. */
    public int tokens() {
        return sequences.stream()
                .mapToInt(sequence -> sequence.prompt().length + sequence.answer().length)
                .sum();
    }

    @Override
    public Set<Integer> stop() {
        return Set.of();
    }
}
