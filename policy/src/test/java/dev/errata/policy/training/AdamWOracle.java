package dev.errata.policy.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AdamW with clipping, written to be read (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2).
 *
 * <pre>
 *   g <- g min(1, c / |g|)
 *   m <- b1 m + (1 - b1) g          v <- b2 v + (1 - b2) g^2
 *   theta <- theta - lr ( (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps) + decay theta )
 * </pre>
 */
final class AdamWOracle {

    private final OptimizerSettings settings;
    private final Map<String, double[]> weights = new LinkedHashMap<>();
    private final Map<String, double[]> first = new LinkedHashMap<>();
    private final Map<String, double[]> second = new LinkedHashMap<>();
    private int steps;

    AdamWOracle(OptimizerSettings settings, Map<String, float[]> start) {
        this.settings = settings;
        start.forEach((name, numbers) -> {
            double[] copy = new double[numbers.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = numbers[i];
            }
            weights.put(name, copy);
            first.put(name, new double[copy.length]);
            second.put(name, new double[copy.length]);
        });
    }

    /** One step; returns the gradient norm before clipping. */
    double step(Map<String, float[]> gradient, double learningRate) {
        steps++;
        double norm = 0;
        for (float[] numbers : gradient.values()) {
            for (float number : numbers) {
                norm += (double) number * number;
            }
        }
        norm = Math.sqrt(norm);
        double scale = settings.clipNorm() > 0 ? Math.min(1, settings.clipNorm() / norm) : 1;
        for (String name : weights.keySet()) {
            step(name, gradient.getOrDefault(name, new float[0]), scale, learningRate);
        }
        return norm;
    }

    private void step(String name, float[] gradient, double scale, double learningRate) {
        double[] theta = weights.getOrDefault(name, new double[0]);
        double[] m = first.getOrDefault(name, new double[0]);
        double[] v = second.getOrDefault(name, new double[0]);
        for (int i = 0; i < theta.length; i++) {
            double g = gradient[i] * scale;
            m[i] = settings.beta1() * m[i] + (1 - settings.beta1()) * g;
            v[i] = settings.beta2() * v[i] + (1 - settings.beta2()) * g * g;
            double mHat = m[i] / (1 - Math.pow(settings.beta1(), steps));
            double vHat = v[i] / (1 - Math.pow(settings.beta2(), steps));
            theta[i] -=
                    learningRate * (mHat / (Math.sqrt(vHat) + settings.epsilon()) + settings.weightDecay() * theta[i]);
        }
    }

    float[] weights(String name) {
        double[] numbers = weights.getOrDefault(name, new double[0]);
        float[] copy = new float[numbers.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) numbers[i];
        }
        return copy;
    }
}
