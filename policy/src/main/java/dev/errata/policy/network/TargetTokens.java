package dev.errata.policy.network;

/**
 * Tokens whose probability is asked for.
 *
 * @param reading number of the reading that predicts them
 * @param rows which rows of that reading, counted from its first token, [M]
 * @param targets the token that each of them is to predict, [M]
 */
public record TargetTokens(int reading, int[] rows, int[] targets) {

    /** Tokens that follow one another, the first predicted by a given row. */
    public static TargetTokens inOrder(int reading, int firstRow, int[] targets) {
        int[] rows = new int[targets.length];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = firstRow + t;
        }
        return new TargetTokens(reading, rows, targets);
    }
}
