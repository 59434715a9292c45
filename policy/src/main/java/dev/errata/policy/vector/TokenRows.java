package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tokens that pass through the network side by side, each with its position and the pages of its sequence. */
final class TokenRows {

    private static final float[][] NONE = {};

    private final List<float[][]> pages = new ArrayList<>();
    private final List<float[][]> copies = new ArrayList<>();
    private int[] tokens = new int[16];
    private int[] positions = new int[16];

    /** Adds a row; the pages must reach its position. */
    void add(int token, int position, float[][] pagesOfSequence) {
        int count = pages.size();
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        tokens[count] = token;
        positions[count] = position;
        pages.add(pagesOfSequence);
        copies.add(NONE);
    }

    /** Also stores keys and values of a row in the pages of the sequences that share the tokens up to this row. */
    void copyInto(int row, float[][] further) {
        copies.set(row, further);
    }

    int size() {
        return pages.size();
    }

    int token(int row) {
        return tokens[row];
    }

    int position(int row) {
        return positions[row];
    }

    /** Index of a row in its page. */
    int slot(int row) {
        return positions[row] % KeyValueCache.PAGE;
    }

    /** The pages that a row sees. */
    float[][] pages(int row) {
        return pages.get(row);
    }

    /** The page that stores a row. */
    float[] page(int row) {
        return pages.get(row)[positions[row] / KeyValueCache.PAGE];
    }

    /** Further pages that store it. */
    float[][] copies(int row) {
        return copies.get(row);
    }

    void clear() {
        pages.clear();
        copies.clear();
    }
}
