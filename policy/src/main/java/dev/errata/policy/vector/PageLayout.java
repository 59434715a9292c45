package dev.errata.policy.vector;

import dev.errata.policy.network.KeyValueCache;
import dev.errata.policy.weights.ModelConfig;

/**
 * The layout of keys and values in a page. Each layer has the keys of all its key-value heads, then the values. Keys
 * lie as [W, PAGE], so that one vector holds the same component of several keys; values as [PAGE, W], with W padded to
 * whole vectors.
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

    /** Width of a value, padded to whole vectors. */
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

    /** Index of the keys of a head, [W, PAGE]. */
    int keys(int layer, int group) {
        return layer * layerSize() + group * PAGE * width;
    }

    /** Index of the values of a head, [PAGE, W]. */
    int values(int layer, int group) {
        return layer * layerSize() + groups * PAGE * width + group * PAGE * wide();
    }

    /** Stores the keys and values of one position: keys [G, W] at an index, followed by values [G, W]. */
    void store(float[] numbers, int at, float[] page, int layer, int slot) {
        for (int g = 0; g < groups; g++) {
            int key = at + g * width;
            int keys = keys(layer, g) + slot;
            for (int w = 0; w < width; w++) {
                page[keys + w * PAGE] = numbers[key + w];
            }
            System.arraycopy(numbers, key + groups * width, page, values(layer, g) + slot * wide(), width);
        }
    }

    /** Copies all layers of one position. */
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
