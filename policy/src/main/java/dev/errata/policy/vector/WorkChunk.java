package dev.errata.policy.vector;

import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.network.TargetTokens;
import dev.errata.policy.sampling.CacheWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the sequences of a call, read by one thread.
 *
 * @param sequences the sequences
 * @param kept which of their rows the cache keeps
 * @param targets the tokens they predict
 */
record WorkChunk(List<SharedPrompt> sequences, List<CacheWrite> kept, Targets targets) {

    /** Most rows of a chunk, unless a single sequence is longer. */
    private static final int MAX_ROWS = 4 * Forward.ROWS;

    /** Divides the work of a call among threads. */
    static List<WorkChunk> cut(
            List<SharedPrompt> sequences, List<CacheWrite> kept, List<TargetTokens> predicted, int threads) {
        int total = sequences.stream().mapToInt(SharedPrompt::length).sum();
        int budget = Math.max(1, Math.min(MAX_ROWS, (total + threads - 1) / threads));
        List<WorkChunk> chunks = new ArrayList<>();
        int begin = 0;
        int rows = 0;
        for (int end = 0; end < sequences.size(); end++) {
            int length = sequences.get(end).length();
            if (end > begin && rows + length > budget) {
                chunks.add(of(sequences, kept, predicted, begin, end));
                begin = end;
                rows = 0;
            }
            rows += length;
        }
        chunks.add(of(sequences, kept, predicted, begin, sequences.size()));
        return chunks;
    }

    private static WorkChunk of(
            List<SharedPrompt> sequences, List<CacheWrite> kept, List<TargetTokens> predicted, int begin, int end) {
        List<CacheWrite> ours = kept.stream()
                .filter(some -> some.sequence() >= begin && some.sequence() < end)
                .map(some ->
                        new CacheWrite(some.sequence() - begin, some.row(), some.count(), some.first(), some.pages()))
                .toList();
        int[] firstRow = new int[end - begin];
        for (int i = 1; i < firstRow.length; i++) {
            firstRow[i] = firstRow[i - 1] + sequences.get(begin + i - 1).length();
        }
        return new WorkChunk(sequences.subList(begin, end), ours, targets(predicted, begin, firstRow));
    }

    private static Targets targets(List<TargetTokens> predicted, int begin, int[] firstRow) {
        List<TargetTokens> ours = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        int place = 0;
        for (TargetTokens one : predicted) {
            int sequence = one.sequence() - begin;
            if (sequence >= 0 && sequence < firstRow.length) {
                ours.add(one);
                places.add(place);
                rows.add(firstRow[sequence]);
            }
            place += one.targets().length;
        }
        return Targets.of(
                ours.toArray(TargetTokens[]::new),
                places.stream().mapToInt(i -> i).toArray(),
                rows.stream().mapToInt(i -> i).toArray());
    }
}
