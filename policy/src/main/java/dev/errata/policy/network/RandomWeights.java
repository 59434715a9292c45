package dev.errata.policy.network;

import dev.errata.policy.weights.SafetensorsWriter.Entry;
import java.nio.FloatBuffer;
import java.util.Random;

/** Start weights, drawn from a seed alone. */
public final class RandomWeights {

    private static final double EMBEDDING_DEVIATION = 0.05;

    private final Random random;

    /** The weights of one seed; draw the tensors in the order of the layout. */
    public RandomWeights(long seed) {
        random = new Random(seed);
    }

    /**
     * Writes one tensor: matrices from N(0, 1/sqrt(fan in)), halved where they lead back to the residual stream; the
     * embedding from N(0, 0.05); norms 1 and biases 0.
     */
    public void draw(Entry entry, FloatBuffer target) {
        long size = 1;
        for (long extent : entry.shape()) {
            size *= extent;
        }
        boolean matrix = entry.shape().length == 2;
        double deviation = deviation(entry);
        float fixed = entry.name().endsWith(".bias") ? 0f : 1f;
        for (long i = 0; i < size; i++) {
            target.put(matrix ? (float) (deviation * random.nextGaussian()) : fixed);
        }
    }

    private static double deviation(Entry entry) {
        String name = entry.name();
        if (name.equals("model.embed_tokens.weight")) {
            return EMBEDDING_DEVIATION;
        }
        double deviation = 1 / Math.sqrt(entry.shape()[entry.shape().length - 1]);
        return name.contains("o_proj") || name.contains("down_proj") ? deviation / 2 : deviation;
    }
}
