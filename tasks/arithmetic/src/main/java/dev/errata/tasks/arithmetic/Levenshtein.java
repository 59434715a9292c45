package dev.errata.tasks.arithmetic;

/**
 * Fewest insertions, deletions and substitutions that turn one text into another (Levenshtein 1966, unit costs),
 * counted in characters; hand in {@link SolutionText#tokens} to count task tokens.
 */
final class Levenshtein {

    private Levenshtein() {}

    /** The distance between two texts. */
    static int distance(String from, String to) {
        return extend(from, first(from), to)[from.length()];
    }

    /** The distances of all beginnings of a text, the empty one first, from the empty text. */
    static int[] first(String from) {
        int[] row = new int[from.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            row[i] = i;
        }
        return row;
    }

    /**
     * The distances of all beginnings of a text from a text that grows.
     *
     * @param row the distances from the text so far
     * @param more the text to append
     * @return the distances from the longer text
     */
    static int[] extend(String from, int[] row, String more) {
        int[] next = row.clone();
        for (int j = 0; j < more.length(); j++) {
            int diagonal = next[0]++;
            for (int i = 1; i <= from.length(); i++) {
                int substituted = diagonal + (from.charAt(i - 1) == more.charAt(j) ? 0 : 1);
                diagonal = next[i];
                next[i] = Math.min(substituted, Math.min(next[i], next[i - 1]) + 1);
            }
        }
        return next;
    }
}
