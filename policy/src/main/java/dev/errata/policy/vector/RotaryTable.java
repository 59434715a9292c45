package dev.errata.policy.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The rotary position embedding (arXiv:2104.09864): number k of a head is rotated with number k + W / 2, as in
 * checkpoints.
 */
final class RotaryTable {

    private static final int MIN_POSITIONS = 256;

    private final float[] frequencies;

    /** Cosines and then sines of a position, [positions, 2, W / 2]; replaced as a whole when it grows. */
    private volatile float[] turns = {};

    /** A table of given frequencies, radians a position, [W / 2]. */
    RotaryTable(float[] frequencies) {
        this.frequencies = frequencies.clone();
    }

    /** Extends the table to a number of positions. */
    synchronized void reach(int positions) {
        int half = frequencies.length;
        int present = turns.length / (2 * half);
        if (present >= positions) {
            return;
        }
        int rows = Math.max(MIN_POSITIONS, Integer.highestOneBit(Math.max(1, positions - 1)) * 2);
        float[] longer = Arrays.copyOf(turns, rows * 2 * half);
        for (int t = present; t < rows; t++) {
            for (int k = 0; k < half; k++) {
                float angle = t * frequencies[k];
                longer[t * 2 * half + k] = (float) Math.cos(angle);
                longer[(t * 2 + 1) * half + k] = (float) Math.sin(angle);
            }
        }
        turns = longer;
    }

    /** Rotates heads of W numbers each, from an index on, to a position of the table. */
    void rotate(float[] numbers, int at, int heads, int position) {
        for (int head = 0; head < heads; head++) {
            rotateHead(numbers, at + head * 2 * frequencies.length, position, 1);
        }
    }

    /** Undoes {@link #rotate}. */
    void unrotate(float[] numbers, int at, int heads, int position) {
        for (int head = 0; head < heads; head++) {
            rotateHead(numbers, at + head * 2 * frequencies.length, position, -1);
        }
    }

    private void rotateHead(float[] numbers, int at, int position, float direction) {
        int half = frequencies.length;
        float[] table = turns;
        int cosines = position * 2 * half;
        int k = 0;
        for (; k + Simd.WIDTH <= half; k += Simd.WIDTH) {
            FloatVector c = Simd.load(table, cosines + k);
            FloatVector s = Simd.load(table, cosines + half + k).mul(direction);
            FloatVector x = Simd.load(numbers, at + k);
            FloatVector y = Simd.load(numbers, at + half + k);
            x.mul(c).sub(y.mul(s)).intoArray(numbers, at + k);
            y.mul(c).add(x.mul(s)).intoArray(numbers, at + half + k);
        }
        for (; k < half; k++) {
            float c = table[cosines + k];
            float s = direction * table[cosines + half + k];
            float x = numbers[at + k];
            float y = numbers[at + half + k];
            numbers[at + k] = x * c - y * s;
            numbers[at + half + k] = y * c + x * s;
        }
    }
}
