package dev.errata.ops.arithmetic;

/**
 * Fewest insertions, deletions and substitutions that turn one text into another (Levenshtein 1966, unit costs), counted
 * in characters; hand in {@link SolutionText#tokens} to count task tokens.
 */
final class Levenshtein {

    private Levenshtein() {}

    /** The distance between two texts. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
