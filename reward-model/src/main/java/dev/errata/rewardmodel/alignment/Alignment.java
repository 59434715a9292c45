package dev.errata.rewardmodel.alignment;

import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The edit script of a token-level Levenshtein alignment with unit costs.
 *
 * <pre>
 *   D(i,0) = i,  D(0,j) = j
 *   D(i,j) = min( D(i-1,j-1) if y_i = z_j,  D(i-1,j) + 1,  D(i,j-1) + 1,  D(i-1,j-1) + 1 )
 *                 match                     delete         insert         substitute
 *
 *   y_i      token i of the answer, 1 … T
 *   z_j      token j of the rewrite, 1 … J
 *   D(i,j)   fewest edits that turn y_1 … y_i into z_1 … z_j
 * </pre>
 *
 * <p>Among equal costs the earlier of match, delete, insert, substitute wins. RLMEC, arXiv:2401.06081; see
 * docs/method.md, section "Edits and weights".
 *
 * <p>The matrix is not stored. Hyyrö's bit-parallel recurrence (2003, "A bit-vector algorithm for computing Levenshtein
 * and Damerau edit distances", after Myers 1999) advances 64 rows at once. One bit per cell, whether D(i,j) − D(i−1,j)
 * = 1, is enough to trace back; that is T J / 8 bytes, 0.5 MB for T = J = 2,000.
 */
public final class Alignment {

    private static final int BITS = 64;

    private final int[] answer;
    private final int[] rewrite;
    private final int words;
    /** Bit i-1 of column j is 1 if D(i,j) = D(i-1,j) + 1; [J + 1, words]. */
    private final long[] steps;

    private Alignment(int[] answer, int[] rewrite) {
        this.answer = answer;
        this.rewrite = rewrite;
        this.words = (answer.length + BITS - 1) / BITS;
        this.steps = new long[Math.multiplyExact(rewrite.length + 1, Math.max(words, 1))];
    }

    /**
     * The fewest edits that turn an answer into its rewrite.
     *
     * @param answer token ids, [T]
     * @param rewrite token ids, [J]
     * @return the edits, in order of the rewrite
     */
    public static List<Edit> edits(int[] answer, int[] rewrite) {
        Alignment alignment = new Alignment(answer, rewrite);
        alignment.fill();
        return alignment.trace();
    }

    private void fill() {
        Map<Integer, long[]> places = places();
        long[] none = new long[words];
        long[] up = new long[words];
        long[] down = new long[words];
        Arrays.fill(up, -1L);
        System.arraycopy(up, 0, steps, 0, words);
        for (int j = 1; j <= rewrite.length; j++) {
            advance(up, down, places.getOrDefault(rewrite[j - 1], none));
            System.arraycopy(up, 0, steps, j * words, words);
        }
    }

    /** For each token of the answer, one bit per position where it occurs. */
    private Map<Integer, long[]> places() {
        Map<Integer, long[]> places = new HashMap<>();
        for (int i = 0; i < answer.length; i++) {
            places.computeIfAbsent(answer[i], token -> new long[words])[i / BITS] |= 1L << (i % BITS);
        }
        return places;
    }

    /**
     * Advances one column. The arrays up and down hold the bits D(i,j) - D(i-1,j) = +1 and -1; equal holds y_i = z_j.
     *
     * <p>Each word passes the horizontal difference of its last row to the next word. Row 0 counts insertions, so the
     * first difference is +1.
     */
    private static void advance(long[] up, long[] down, long[] equal) {
        int in = 1;
        for (int word = 0; word < up.length; word++) {
            long match = in < 0 ? equal[word] | 1 : equal[word];
            long vertical = equal[word] | down[word];
            long diagonal = (((match & up[word]) + up[word]) ^ up[word]) | match;
            long right = down[word] | ~(diagonal | up[word]);
            long left = up[word] & diagonal;
            int out = right < 0 ? 1 : left < 0 ? -1 : 0;
            right = right << 1 | (in > 0 ? 1 : 0);
            left = left << 1 | (in < 0 ? 1 : 0);
            up[word] = left | ~(vertical | right);
            down[word] = right & vertical;
            in = out;
        }
    }

    private List<Edit> trace() {
        List<Edit> edits = new ArrayList<>();
        int i = answer.length;
        int j = rewrite.length;
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && answer[i - 1] == rewrite[j - 1]) {
                i--;
                j--;
            } else if (j == 0 || (i > 0 && stepsUp(i, j))) {
                edits.add(new Edit(EditKind.DELETE, --i, j));
            } else if (i == 0 || !stepsUp(i, j - 1)) {
                edits.add(new Edit(EditKind.INSERT, i, --j));
            } else {
                edits.add(new Edit(EditKind.SUBSTITUTE, --i, --j));
            }
        }
        Collections.reverse(edits);
        return edits;
    }

    /**
     * Whether D(i,j) = D(i-1,j) + 1, so that a deletion is optimal. If it is not and the tokens differ, an insertion is
     * optimal exactly if D(i,j-1) = D(i-1,j-1) + 1 does not hold either.
     */
    private boolean stepsUp(int i, int j) {
        return (steps[j * words + (i - 1) / BITS] >>> ((i - 1) % BITS) & 1) != 0;
    }
}
