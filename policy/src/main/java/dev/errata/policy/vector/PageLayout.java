package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.weights.ModelConfig;

/**
 * Where in a page keys and values stand. Each layer has the keys of all its key-value heads and then the values: keys as [W,
 * PAGE], so that one vector has the same number of many keys, values as [PAGE, W] with W padded to whole vectors.
 *
 * @param layers number of layers
 * @param groups key-value heads
 * @param width width of a head
 */
record PageLayout(int layers, int groups, int width) {

    private static final int PAGE = KeyValueCache.PAGE;

    static PageLayout of(ModelConfig config) {
        return new PageLayout(config.layers(), config.keyValueHeads(), config.headWidth());
    }

    /** Width of a value, in whole vectors. */
    int wide() {
        return Simd.padded(width);
    }

    /** Numbers of a page. */
    int size() {
        return layers * layerSize();
    }

    private int layerSize() {
        return groups * PAGE * (width + wide());
    }

    /** First number of the keys of a head, [W, PAGE]. */
    int keys(int layer, int group) {
        return layer * layerSize() + group * PAGE * width;
    }

    /** First number of the values of a head, [PAGE, W]. */
    int values(int layer, int group) {
        return layer * layerSize() + groups * PAGE * width + group * PAGE * wide();
    }

    /** Keeps keys and values of one position: keys [G, W] from a place on, and behind them values [G, W]. */
    void keep(float[] numbers, int at, float[] page, int layer, int slot) {
        for (int g = 0; g < groups; g++) {
            int key = at + g * width;
            int keys = keys(layer, g) + slot;
            for (int w = 0; w < width; w++) {
                page[keys + w * PAGE] = numbers[key + w];
            }
            System.arraycopy(numbers, key + groups * width, page, values(layer, g) + slot * wide(), width);
        }
    }

    /** Copies one position, all layers of it. */
    void copy(float[] source, int slot, float[] target, int to) {
        for (int layer = 0; layer < layers; layer++) {
            for (int g = 0; g < groups; g++) {
                int keys = keys(layer, g);
                for (int w = 0; w < width; w++) {
                    target[keys + w * PAGE + to] = source[keys + w * PAGE + slot];
                }
                int values = values(layer, g);
                System.arraycopy(source, values + slot * wide(), target, values + to * wide(), wide());
            }
        }
    }
}
