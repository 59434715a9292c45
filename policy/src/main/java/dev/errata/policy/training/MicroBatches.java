package dev.errata.policy.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.network.AnswerBatch;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.TokenSequences;
import java.util.Arrays;
import java.util.List;

/** Cuts a training batch into packed parts; sequences with the same prompt stay together where it is read only once. */
final class MicroBatches {

    private final List<int[]> prompts;
    private final List<int[]> answers;
    private final List<TrainingSequence> sequences;
    private final List<int[]> groups;
    private final List<int[]> chunks;

    /**
     * A cut batch.
     *
     * @param tokenBudget most tokens of a part; a larger group of answers to one prompt is a part of its own
     */
    MicroBatches(TrainingBatch batch, PromptSharing sharing, long tokenBudget) {
        sequences = batch.sequences();
        prompts = sequences.stream().map(TrainingSequence::prompt).toList();
        answers = sequences.stream().map(TrainingSequence::answer).toList();
        groups = sharing.groups(prompts, answers);
        chunks = TokenSequences.chunks(groups.size(), i -> length(groups.get(i)), tokenBudget);
    }

    private int length(int[] group) {
        return prompts.get(group[0]).length
                + Arrays.stream(group).map(i -> answers.get(i).length - 1).sum();
    }

    /** How many parts there are. */
    int size() {
        return chunks.size();
    }

    /**
     * One part.
     *
     * @param answers what is read and predicted
     * @param channels what the objective knows of each answer token, [K, M]
     */
    record MicroBatch(AnswerBatch answers, NDArray channels) {}

    MicroBatch get(NDManager scope, int part, int channelCount) {
        AnswerBatch laidOut = AnswerBatch.of(
                scope,
                prompts,
                answers,
                Arrays.stream(chunks.get(part)).mapToObj(groups::get).toList());
        int count = Math.toIntExact(laidOut.target().size());
        float[] channels = new float[channelCount * count];
        int begin = 0;
        for (int i : laidOut.order()) {
            int length = answers.get(i).length;
            for (int c = 0; c < channelCount; c++) {
                System.arraycopy(sequences.get(i).channels()[c], 0, channels, c * count + begin, length);
            }
            begin += length;
        }
        return new MicroBatch(laidOut, scope.create(channels, new Shape(channelCount, count)));
    }
}
