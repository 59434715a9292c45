package dev.errata.policy.vector;

import dev.errata.policy.weights.ModelConfig;

/**
 * What the way back needs of one layer's way forth, N rows each.
 *
 * @param input the residual stream before the layer, [N, D]
 * @param projected rotated queries and keys, and values, [N, (H + 2 G) W]
 * @param attended what rows attend to, [N, H W]
 * @param middle the residual stream after attention, [N, D]
 * @param gateUp gates and ups of the MLP, [N, 2 F]
 */
record LayerMemory(Grid input, Grid projected, Grid attended, Grid middle, Grid gateUp) {

    static LayerMemory of(ModelConfig config, int rows) {
        int attention = config.heads() * config.headWidth();
        int keys = config.keyValueHeads() * config.headWidth();
        return new LayerMemory(
                Grid.of(rows, RmsNorm.stride(config)),
                Grid.of(rows, Simd.roundUp(attention + 2 * keys, Product.COLUMNS)),
                Grid.of(rows, Simd.roundUp(attention, Product.COLUMNS)),
                Grid.of(rows, RmsNorm.stride(config)),
                Grid.of(rows, Simd.roundUp(2 * config.feedForward(), Product.COLUMNS)));
    }

    /** Memory of another layer that has only its input to itself. */
    LayerMemory withInput(Grid other) {
        return new LayerMemory(other, projected, attended, middle, gateUp);
    }
}
