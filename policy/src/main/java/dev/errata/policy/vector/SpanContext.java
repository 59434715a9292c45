package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;
import java.util.Arrays;

/**
 * Keys and values that a span sees, of one key-value head, as products want them: in panels of {@link Product#COLUMNS}, each
 * way round; and the slopes that come back to them. Used by one thread at a time.
 */
final class SpanContext {

    private final int width;
    private final int wide;

    /** Keys and values by position, [seen, wide]. */
    private float[] keyRows = {};

    private float[] valueRows = {};
    private float[] keySlopes = {};
    private float[] valueSlopes = {};
    private float[][] keys = {};
    private float[][] values = {};
    private float[][] turnedKeys = {};
    private float[][] turnedValues = {};
    private int seen;

    SpanContext(ModelConfig config) {
        width = config.headWidth();
        wide = Simd.roundUp(width, Product.COLUMNS);
    }

    /** Takes the keys and values of a head: their columns in what was projected. */
    void take(AttentionSpan span, Grid projected, int key, int toValues) {
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
        turnedKeys = turned(keyRows, turnedKeys);
        values = panels(valueRows, values);
    }

    /** Makes ready for the way back what {@link #take} has taken. */
    void takeForSlopes() {
        turnedValues = turned(valueRows, turnedValues);
        keys = panels(keyRows, keys);
        int size = Simd.roundUp(seen, Product.ROWS) * wide;
        if (keySlopes.length < size) {
            keySlopes = new float[size];
            valueSlopes = new float[size];
        }
        Arrays.fill(keySlopes, 0);
        Arrays.fill(valueSlopes, 0);
    }

    /** The row of a position. */
    private static int row(AttentionSpan span, int position) {
        return position < span.promptLength()
                ? span.promptBegin() + position
                : span.begin() + position - span.promptLength();
    }

    /** Panels of positions, [W, COLUMNS] each. */
    private float[][] turned(float[] rows, float[][] old) {
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

    /** Panels of numbers of a head, [seen, COLUMNS] each. */
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

    /** Keys, [W, positions], the panels that reach so many positions. */
    float[][] turnedKeys(int visible) {
        return Arrays.copyOf(turnedKeys, (visible + Product.COLUMNS - 1) / Product.COLUMNS);
    }

    /** Values, [W, positions], the panels that reach so many positions. */
    float[][] turnedValues(int visible) {
        return Arrays.copyOf(turnedValues, (visible + Product.COLUMNS - 1) / Product.COLUMNS);
    }

    /** Keys, [positions, W]. */
    float[][] keys() {
        return keys;
    }

    /** Values, [positions, W]. */
    float[][] values() {
        return values;
    }

    /** Slopes of keys, [positions, wide]. */
    float[] keySlopes() {
        return keySlopes;
    }

    /** Slopes of values, [positions, wide]. */
    float[] valueSlopes() {
        return valueSlopes;
    }

    /** Adds the slopes to those of the rows that keys and values come from. */
    void addSlopes(AttentionSpan span, Grid sum, int key, int toValues) {
        for (int t = 0; t < seen; t++) {
            int to = sum.at(row(span, t)) + key;
            for (int w = 0; w < width; w++) {
                sum.numbers()[to + w] += keySlopes[t * wide + w];
                sum.numbers()[to + toValues + w] += valueSlopes[t * wide + w];
            }
        }
    }
}
