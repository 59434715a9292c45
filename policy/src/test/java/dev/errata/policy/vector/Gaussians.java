package dev.errata.policy.vector;

import java.util.Random;

/** Random numbers to compute with. */
final class Gaussians {

    private Gaussians() {}

    static float[] of(Random random, int count) {
        float[] numbers = new float[count];
        fill(random, numbers, 0, count);
        return numbers;
    }

    static void fill(Random random, float[] numbers, int begin, int end) {
        for (int i = begin; i < end; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
    }
}
