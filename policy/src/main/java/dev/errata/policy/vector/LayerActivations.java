package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;

/**
 * The activations of one layer that its backward pass needs, N rows each.
 *
 * @param input the residual stream before the layer, [N, D]
 * @param projected rotated queries and keys, and values, [N, (H + 2 G) W]
 * @param attended attention's result, [N, H W]
 * @param middle the residual stream after attention, [N, D]
 * @param gateUp gate and up projections of the MLP, [N, 2 F]
 */
record LayerActivations(Matrix input, Matrix projected, Matrix attended, Matrix middle, Matrix gateUp) {

    static LayerActivations of(ModelConfig config, int rows) {
        int attention = config.heads() * config.headWidth();
        int keys = config.keyValueHeads() * config.headWidth();
        return new LayerActivations(
                Matrix.of(rows, RmsNorm.stride(config)),
                Matrix.of(rows, Simd.roundUp(attention + 2 * keys, Product.COLUMNS)),
                Matrix.of(rows, Simd.roundUp(attention, Product.COLUMNS)),
                Matrix.of(rows, RmsNorm.stride(config)),
                Matrix.of(rows, Simd.roundUp(2 * config.feedForward(), Product.COLUMNS)));
    }

    /** The activations of another layer, which shares all of these but its input. */
    LayerActivations withInput(Matrix other) {
        return new LayerActivations(other, projected, attended, middle, gateUp);
    }
}
