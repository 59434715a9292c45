package dev.errata.policy.network;

import dev.errata.policy.weights.TensorSource;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.function.Consumer;

/** Initial weights drawn from a seed. */
public final class RandomWeights implements TensorSource {

    private static final double EMBEDDING_DEVIATION = 0.05;

    private final Random random;

    /** The weights of a seed; tensors must be read in the order of the layout. */
    public RandomWeights(long seed) {
        random = new Random(seed);
    }

    /**
     * Draws one tensor: matrices from N(0, 1/sqrt(fan in)), halved if they project to the residual stream; the
     * embedding from N(0, 0.05); norms 1 and biases 0.
     */
    @Override
    public void read(Entry entry, Consumer<FloatBuffer> sink) {
        boolean matrix = entry.shape().length == 2;
        double deviation = deviation(entry);
        float fixed = entry.name().endsWith(".bias") ? 0f : 1f;
        for (long left = entry.size(); left > 0; left -= CHUNK) {
            FloatBuffer chunk = FloatBuffer.allocate((int) Math.min(CHUNK, left));
            while (chunk.hasRemaining()) {
                chunk.put(matrix ? (float) (deviation * random.nextGaussian()) : fixed);
            }
            sink.accept(chunk.flip());
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
