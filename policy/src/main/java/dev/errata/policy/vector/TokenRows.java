package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows that go through the network side by side: tokens with their positions and the pages of the sequence each is part of. */
final class TokenRows {

    private static final float[][] NOWHERE = {};

    private final List<float[][]> pages = new ArrayList<>();
    private final List<float[][]> alsoIn = new ArrayList<>();
    private int[] tokens = new int[16];
    private int[] positions = new int[16];

    /** Adds a row; the pages reach to its position. */
    void add(int token, int position, float[][] pagesOfSequence) {
        int count = pages.size();
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        tokens[count] = token;
        positions[count] = position;
        pages.add(pagesOfSequence);
        alsoIn.add(NOWHERE);
    }

    /** Keys and values of a row are kept in further pages too, which sequences that branch off behind it begin with. */
    void keepAlso(int row, float[][] further) {
        alsoIn.set(row, further);
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

    /** Where in its page a row lies. */
    int slot(int row) {
        return positions[row] % KeyValueCache.PAGE;
    }

    /** The pages that a row sees. */
    float[][] pages(int row) {
        return pages.get(row);
    }

    /** The page that a row lies in. */
    float[] page(int row) {
        return pages.get(row)[positions[row] / KeyValueCache.PAGE];
    }

    /** Further pages that it lies in. */
    float[][] alsoIn(int row) {
        return alsoIn.get(row);
    }

    void clear() {
        pages.clear();
        alsoIn.clear();
    }
}
