package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The channels of a batch and their rows. An objective has the channels that it uses and no others.
 *
 * @param rows the channels in order: what row c of a sequence's {@code channels} means
 */
public record Channels(List<Channel> rows) {

    /** The channels of token rewards and imitation. */
    public static final Channels TOKEN_REWARDS =
            new Channels(List.of(Channel.BEHAVIOR_LOG_PROB, Channel.REWARD, Channel.TARGET_WEIGHT));

    /** The row of a channel, or -1 where the batch has none. */
    public int row(Channel channel) {
        return rows.indexOf(channel);
    }

    /** Whether the batch has this channel. */
    boolean has(Channel channel) {
        return row(channel) >= 0;
    }

    /** Names of the rows, in order. */
    List<String> names() {
        return rows.stream().map(Channel::local).toList();
    }

    /**
     * A sequence with the given channels. Channels that are not given are 0; those without a row are left out.
     *
     * @param numbers for each channel one number for each answer token, [T]
     */
    public TrainingSequence sequence(int[] prompt, int[] answer, Map<Channel, float[]> numbers) {
        float[][] channels = new float[rows.size()][];
        for (int row = 0; row < channels.length; row++) {
            float[] given = numbers.get(rows.get(row));
            channels[row] = given == null ? new float[answer.length] : given;
        }
        return new TrainingSequence(prompt, answer, channels);
    }

    /** The same sequence with one channel filled. */
    TrainingSequence with(TrainingSequence sequence, Channel channel, float[] numbers) {
        float[][] channels = sequence.channels().clone();
        channels[row(channel)] = numbers;
        return new TrainingSequence(sequence.prompt(), sequence.answer(), channels);
    }

    /** One channel of a sequence, [T]. */
    public float[] of(TrainingSequence sequence, Channel channel) {
        return sequence.channels()[row(channel)];
    }

    /** Whether a sequence has a non-zero entry in a channel. */
    boolean hasMembers(TrainingSequence sequence, Channel channel) {
        return has(channel) && members(sequence, channel) > 0;
    }

    /** Number of tokens up to the last one with a non-zero entry in any of the channels; 0 if there is none. */
    int reach(TrainingSequence sequence, Set<Channel> channels) {
        int reach = sequence.answer().length;
        while (reach > 0 && !hasMember(sequence, channels, reach - 1)) {
            reach--;
        }
        return reach;
    }

    private boolean hasMember(TrainingSequence sequence, Set<Channel> channels, int token) {
        return channels.stream().anyMatch(channel -> has(channel) && of(sequence, channel)[token] != 0);
    }

    /** The first tokens of a sequence. */
    static TrainingSequence head(TrainingSequence sequence, int tokens) {
        float[][] channels = new float[sequence.channels().length][];
        for (int row = 0; row < channels.length; row++) {
            channels[row] = Arrays.copyOf(sequence.channels()[row], tokens);
        }
        return new TrainingSequence(sequence.prompt(), Arrays.copyOf(sequence.answer(), tokens), channels);
    }

    /** Tokens of the whole batch with a non-zero entry in a channel: the denominator of the term it belongs to. */
    public int members(TrainingBatch batch, Channel channel) {
        return has(channel)
                ? batch.sequences().stream()
                        .mapToInt(sequence -> members(sequence, channel))
                        .sum()
                : 0;
    }

    private int members(TrainingSequence sequence, Channel channel) {
        int members = 0;
        for (float entry : of(sequence, channel)) {
            members += entry != 0 ? 1 : 0;
        }
        return members;
    }
}
