package dev.errata.policy.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.AnswerBatch;
import dev.errata.policy.network.PaddedTokens;
import java.util.ArrayList;
import java.util.List;

/**
 * A training batch cut into parts of similar length, as the script takes them: per part token ids [B, T], positions [N],
 * targets [N], channels [C, N].
 *
 * @param ids token ids of each part
 * @param index predicting positions of each part
 * @param target answer tokens of each part
 * @param channels channels of each part
 * @param width longest padded length
 */
record MicroBatches(NDList ids, NDList index, NDList target, NDList channels, int width) {

    static MicroBatches of(NDManager scope, TrainingBatch batch, int channelCount, long tokenBudget) {
        List<TrainingSequence> all = batch.sequences();
        MicroBatches parts = new MicroBatches(new NDList(), new NDList(), new NDList(), new NDList(), 0);
        int width = 0;
        for (int[] chunk : PaddedTokens.chunks(all.size(), i -> length(all.get(i)), tokenBudget)) {
            List<TrainingSequence> sequences = new ArrayList<>();
            for (int i : chunk) {
                sequences.add(all.get(i));
            }
            AnswerBatch laidOut = AnswerBatch.of(
                    scope,
                    sequences.stream().map(TrainingSequence::prompt).toList(),
                    sequences.stream().map(TrainingSequence::answer).toList());
            parts.ids.add(laidOut.ids());
            parts.index.add(laidOut.index());
            parts.target.add(laidOut.target());
            float[] channels = channels(sequences, channelCount);
            int answerTokens = Math.toIntExact(laidOut.target().size());
            parts.channels.add(scope.create(channels, new Shape(channelCount, answerTokens)));
            width = Math.max(width, laidOut.width());
        }
        return new MicroBatches(parts.ids, parts.index, parts.target, parts.channels, width);
    }

    private static int length(TrainingSequence sequence) {
        return sequence.prompt().length + sequence.answer().length - 1;
    }

    /** The channels of all sequences side by side, [C, N]. */
    private static float[] channels(List<TrainingSequence> sequences, int channelCount) {
        int count = sequences.stream()
                .mapToInt(sequence -> sequence.answer().length)
                .sum();
        float[] channels = new float[channelCount * count];
        int begin = 0;
        for (TrainingSequence sequence : sequences) {
            int length = sequence.answer().length;
            for (int c = 0; c < channelCount; c++) {
                System.arraycopy(sequence.channels()[c], 0, channels, c * count + begin, length);
            }
            begin += length;
        }
        return channels;
    }
}
