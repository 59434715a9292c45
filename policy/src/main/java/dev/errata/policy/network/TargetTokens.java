package dev.errata.policy.network;

/**
 * Tokens of one sequence whose probability is wanted.
 *
 * @param sequence index of the sequence that predicts them
 * @param rows the rows that predict them, counted from the sequence's first token, [M]
 * @param targets the token that each row predicts, [M]
 */
public record TargetTokens(int sequence, int[] rows, int[] targets) {

    /** Consecutive tokens, the first predicted by a given row. */
    public static TargetTokens inOrder(int sequence, int firstRow, int[] targets) {
        int[] rows = new int[targets.length];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = firstRow + t;
        }
        return new TargetTokens(sequence, rows, targets);
    }
}
