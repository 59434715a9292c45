package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;

/**
 * Keys and values of one key-value head that a span sees, in panels of {@link Product#COLUMNS} as products read them,
 * both as they are and transposed; and their gradients. Used by one thread at a time.
 */
final class SpanContext {

    private final int width;
    private final int wide;

    /** Keys and values by position, [seen, wide]. */
    private float[] keyRows = {};

    private float[] valueRows = {};
    private float[] keyGradients = {};
    private float[] valueGradients = {};
    private float[][] keys = {};
    private float[][] values = {};
    private float[][] transposedKeys = {};
    private float[][] transposedValues = {};
    private int seen;

    SpanContext(ModelConfig config) {
        width = config.headWidth();
        wide = Simd.roundUp(width, Product.COLUMNS);
    }

    /** Copies the keys and values of a head out of their columns in the projections. */
    void take(AttentionSpan span, Matrix projected, int key, int toValues) {
        seen = span.seen();
        if (keyRows.length < seen * wide) {
            keyRows = new float[seen * wide];
            valueRows = new float[seen * wide];
        }
        for (int t = 0; t < seen; t++) {
            int from = projected.at(row(span, t)) + key;
            System.arraycopy(projected.numbers(), from, keyRows, t * wide, width);
            System.arraycopy(projected.numbers(), from + toValues, valueRows, t * wide, width);
        }
        transposedKeys = transposed(keyRows, transposedKeys);
        values = panels(valueRows, values);
    }

    /** Prepares what {@link #take} has copied for the backward pass. */
    void takeForGradients() {
        transposedValues = transposed(valueRows, transposedValues);
        keys = panels(keyRows, keys);
        int size = Simd.roundUp(seen, Product.ROWS) * wide;
        if (keyGradients.length < size) {
            keyGradients = new float[size];
            valueGradients = new float[size];
        }
        Arrays.fill(keyGradients, 0);
        Arrays.fill(valueGradients, 0);
    }

    /** The row of a position. */
    private static int row(AttentionSpan span, int position) {
        return position < span.promptLength()
                ? span.promptBegin() + position
                : span.begin() + position - span.promptLength();
    }

    /** Panels of positions, [W, COLUMNS] each. */
    private float[][] transposed(float[] rows, float[][] old) {
        float[][] panels = enough(old, (seen + Product.COLUMNS - 1) / Product.COLUMNS, width * Product.COLUMNS);
        for (int t = 0; t < seen; t++) {
            float[] panel = panels[t / Product.COLUMNS];
            int column = t % Product.COLUMNS;
            for (int w = 0; w < width; w++) {
                panel[w * Product.COLUMNS + column] = rows[t * wide + w];
            }
        }
        return panels;
    }

    /** Panels of a head's numbers, [seen, COLUMNS] each. */
    private float[][] panels(float[] rows, float[][] old) {
        float[][] panels = enough(old, wide / Product.COLUMNS, seen * Product.COLUMNS);
        for (int panel = 0; panel < panels.length; panel++) {
            for (int t = 0; t < seen; t++) {
                System.arraycopy(
                        rows, t * wide + panel * Product.COLUMNS, panels[panel], t * Product.COLUMNS, Product.COLUMNS);
            }
        }
        return panels;
    }

    private static float[][] enough(float[][] old, int count, int size) {
        float[][] panels = Arrays.copyOf(old, Math.max(count, old.length));
        for (int i = 0; i < panels.length; i++) {
            if (panels[i] == null || (i < count && panels[i].length < size)) {
                panels[i] = new float[size];
            }
        }
        return panels;
    }

    /** Keys, [W, positions]: the panels up to a position. */
    float[][] transposedKeys(int visible) {
        return Arrays.copyOf(transposedKeys, (visible + Product.COLUMNS - 1) / Product.COLUMNS);
    }

    /** Values, [W, positions]: the panels up to a position. */
    float[][] transposedValues(int visible) {
        return Arrays.copyOf(transposedValues, (visible + Product.COLUMNS - 1) / Product.COLUMNS);
    }

    /** Keys, [positions, W]. */
    float[][] keys() {
        return keys;
    }

    /** Values, [positions, W]. */
    float[][] values() {
        return values;
    }

    /** Gradients of keys, [positions, wide]. */
    float[] keyGradients() {
        return keyGradients;
    }

    /** Gradients of values, [positions, wide]. */
    float[] valueGradients() {
        return valueGradients;
    }

    /** Adds the gradients to those of the rows that keys and values come from. */
    void addGradients(AttentionSpan span, Matrix sum, int key, int toValues) {
        for (int t = 0; t < seen; t++) {
            int to = sum.at(row(span, t)) + key;
            for (int w = 0; w < width; w++) {
                sum.numbers()[to + w] += keyGradients[t * wide + w];
                sum.numbers()[to + toValues + w] += valueGradients[t * wide + w];
            }
        }
    }
}
