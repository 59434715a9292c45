package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.network.KeyValueCache;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageLayoutTest {

    private static final int PAGE = KeyValueCache.PAGE;

    static Stream<PageLayout> layouts() {
        return Stream.of(
                new PageLayout(1, 1, 8), new PageLayout(3, 2, 10), new PageLayout(2, 3, 40), new PageLayout(2, 1, 64));
    }

    /** Which number it is, so that no two are the same: keys are even, values odd. */
    private static float number(PageLayout layout, int layer, int slot, int part) {
        return (layer * PAGE + slot) * 2 * layout.groups() * layout.width() + part;
    }

    /** Keys [G, W] and values [G, W] of a position, three numbers into an array. */
    private static float[] row(PageLayout layout, int layer, int slot) {
        int half = layout.groups() * layout.width();
        float[] numbers = new float[3 + 2 * half];
        for (int i = 0; i < half; i++) {
            numbers[3 + i] = number(layout, layer, slot, 2 * i);
            numbers[3 + half + i] = number(layout, layer, slot, 2 * i + 1);
        }
        return numbers;
    }

    private static float[] full(PageLayout layout) {
        float[] page = new float[layout.size()];
        for (int layer = 0; layer < layout.layers(); layer++) {
            for (int slot = 0; slot < PAGE; slot++) {
                layout.store(row(layout, layer, slot), 3, page, layer, slot);
            }
        }
        return page;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyKeyAndValueHasItsOwnPlace(PageLayout layout) {
        float[] page = full(layout);
        for (int layer = 0; layer < layout.layers(); layer++) {
            for (int slot = 0; slot < PAGE; slot++) {
                for (int g = 0; g < layout.groups(); g++) {
                    for (int w = 0; w < layout.width(); w++) {
                        int part = 2 * (g * layout.width() + w);
                        assertThat(page[layout.keys(layer, g) + w * PAGE + slot])
                                .isEqualTo(number(layout, layer, slot, part));
                        assertThat(page[layout.values(layer, g) + slot * layout.wide() + w])
                                .isEqualTo(number(layout, layer, slot, part + 1));
                    }
                }
            }
        }
    }

    /** Attention reads the padding as part of a vector. */
    @ParameterizedTest
    @MethodSource("layouts")
    void thePaddingOfValuesStaysZero(PageLayout layout) {
        float[] page = full(layout);
        for (int slot = 0; slot < PAGE; slot++) {
            int value = layout.values(0, 0) + slot * layout.wide();
            assertThat(Arrays.copyOfRange(page, value + layout.width(), value + layout.wide()))
                    .isEqualTo(new float[layout.wide() - layout.width()]);
        }
        assertThat(layout.wide()).isEqualTo(Simd.padded(layout.width()));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aCopyCopiesOnePositionOfEveryLayer(PageLayout layout) {
        float[] source = full(layout);
        float[] target = new float[layout.size()];
        Random random = new Random(1);
        for (int i = 0; i < target.length; i++) {
            target[i] = -1 - random.nextFloat();
        }
        float[] before = target.clone();
        layout.copy(source, 5, target, 11);
        float[] expected = before.clone();
        for (int layer = 0; layer < layout.layers(); layer++) {
            layout.store(row(layout, layer, 5), 3, expected, layer, 11);
            for (int g = 0; g < layout.groups(); g++) {
                int value = layout.values(layer, g) + 11 * layout.wide();
                Arrays.fill(expected, value + layout.width(), value + layout.wide(), 0);
            }
        }
        assertThat(target).containsExactly(expected);
    }
}
