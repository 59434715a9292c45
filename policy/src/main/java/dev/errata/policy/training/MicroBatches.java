package dev.errata.policy.training;

import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Divides a training batch into micro-batches. Sequences that share a prompt stay together if that pays, and so do
 * bundles.
 */
public final class MicroBatches {

    private final List<int[]> prompts;
    private final List<int[]> answers;
    private final List<TrainingSequence> sequences;
    private final List<List<int[]>> units;
    private final List<int[]> chunks;

    /**
     * Divides a batch.
     *
     * @param tokenBudget most tokens of a micro-batch; a larger group of answers to one prompt, or bundle, is one of
     *     its own
     */
    public MicroBatches(TrainingBatch batch, PromptSharing sharing, long tokenBudget) {
        sequences = batch.sequences();
        prompts = sequences.stream().map(TrainingSequence::prompt).toList();
        answers = sequences.stream().map(TrainingSequence::answer).toList();
        units = bundled(sharing.groups(prompts, answers), batch.bundles());
        chunks = TokenSequences.chunks(
                units.size(), i -> units.get(i).stream().mapToInt(this::length).sum(), tokenBudget);
    }

    /** Groups of sequences that share a prompt, merged if a bundle spans several; in order of the groups. */
    private static List<List<int[]>> bundled(List<int[]> groups, List<int[]> bundles) {
        Map<Integer, List<int[]>> unitOf = new HashMap<>();
        Set<List<int[]>> units = Collections.newSetFromMap(new IdentityHashMap<>());
        List<List<int[]>> inOrder = new ArrayList<>();
        for (int[] group : groups) {
            List<int[]> unit = new ArrayList<>(List.of(group));
            inOrder.add(unit);
            units.add(unit);
            Arrays.stream(group).forEach(sequence -> unitOf.put(sequence, unit));
        }
        for (int[] bundle : bundles) {
            List<int[]> first = Objects.requireNonNull(unitOf.get(bundle[0]));
            for (int sequence : bundle) {
                List<int[]> other = Objects.requireNonNull(unitOf.get(sequence));
                if (other != first) {
                    first.addAll(other);
                    units.remove(other);
                    other.forEach(group -> Arrays.stream(group).forEach(member -> unitOf.put(member, first)));
                }
            }
        }
        inOrder.removeIf(unit -> !units.contains(unit));
        return inOrder;
    }

    private int length(int[] group) {
        return prompts.get(group[0]).length
                + Arrays.stream(group).map(i -> answers.get(i).length - 1).sum();
    }

    /** Number of micro-batches. */
    public int size() {
        return chunks.size();
    }

    /** The sequences and answer tokens of one micro-batch. */
    public AnswerLayout answers(int part) {
        List<int[]> groups = Arrays.stream(chunks.get(part))
                .mapToObj(units::get)
                .flatMap(List::stream)
                .toList();
        return AnswerLayout.of(prompts, answers, groups);
    }

    /** The channels of the answer tokens of one part, [C, M] row by row. */
    public float[] channels(AnswerLayout part, int channelCount) {
        int count = part.count();
        float[] channels = new float[channelCount * count];
        int begin = 0;
        for (int i : part.order()) {
            int length = answers.get(i).length;
            for (int c = 0; c < channelCount; c++) {
                System.arraycopy(sequences.get(i).channels()[c], 0, channels, c * count + begin, length);
            }
            begin += length;
        }
        return channels;
    }
}
