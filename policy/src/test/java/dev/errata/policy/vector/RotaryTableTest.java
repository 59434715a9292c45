package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotaryTableTest {

    private static final int HEADS = 3;

    /** Offset of the heads in the array. */
    private static final int AT = 5;

    /** theta^(-2k/W) with theta 10,000. */
    private static float[] frequencies(int width) {
        float[] frequencies = new float[width / 2];
        for (int k = 0; k < frequencies.length; k++) {
            frequencies[k] = (float) Math.pow(10_000, -2.0 * k / width);
        }
        return frequencies;
    }

    /** Heads with numbers before and behind them. */
    private static float[] numbers(int width) {
        Random random = new Random(width);
        float[] numbers = new float[AT + HEADS * width + 7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static float[] transposed(RotaryTable table, int width, int position) {
        float[] numbers = numbers(width);
        table.rotate(numbers, AT, HEADS, position);
        return numbers;
    }

    /** The angle in fp32, as transformers has it. */
    private static float[] turnedByTheFormula(int width, int position) {
        float[] numbers = numbers(width);
        float[] frequencies = frequencies(width);
        int half = width / 2;
        for (int head = 0; head < HEADS; head++) {
            for (int k = 0; k < half; k++) {
                float angle = position * frequencies[k];
                int at = AT + head * width + k;
                double x = numbers[at];
                double y = numbers[at + half];
                numbers[at] = (float) (x * Math.cos(angle) - y * Math.sin(angle));
                numbers[at + half] = (float) (y * Math.cos(angle) + x * Math.sin(angle));
            }
        }
        return numbers;
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {2, 8, 10, 16, 32, 40, 64, 72, 128})
    void aPairIsRotatedByItsFrequencyTimesThePosition(int width) {
        RotaryTable table = new RotaryTable(frequencies(width));
        table.reach(2000);
        for (int position : new int[] {0, 1, 2, 17, 255, 256, 1999}) {
            assertThat(transposed(table, width, position))
                    .as("position %d", position)
                    .containsExactly(turnedByTheFormula(width, position), within(1e-6f));
        }
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {8, 40, 64})
    void positionZeroRotatesNothing(int width) {
        RotaryTable table = new RotaryTable(frequencies(width));
        table.reach(1);
        assertThat(transposed(table, width, 0)).containsExactly(numbers(width));
    }

    @Test
    void aGrownTableKeepsItsEntries() {
        int width = 40;
        RotaryTable table = new RotaryTable(frequencies(width));
        for (int positions : new int[] {3, 256, 257, 5000, 100}) {
            float[][] before = new float[3][];
            table.reach(3);
            for (int position = 0; position < 3; position++) {
                before[position] = transposed(table, width, position);
            }
            table.reach(positions);
            for (int position = 0; position < 3; position++) {
                assertThat(transposed(table, width, position)).containsExactly(before[position]);
            }
            assertThat(transposed(table, width, positions - 1))
                    .containsExactly(turnedByTheFormula(width, positions - 1), within(1e-6f));
        }
    }

    @Test
    void aTableDoesNotChangeWithTheArrayItWasMadeFrom() {
        float[] frequencies = frequencies(8);
        RotaryTable table = new RotaryTable(frequencies);
        frequencies[1] = 7;
        table.reach(9);
        assertThat(transposed(table, 8, 8)).containsExactly(turnedByTheFormula(8, 8), within(1e-6f));
    }
}
