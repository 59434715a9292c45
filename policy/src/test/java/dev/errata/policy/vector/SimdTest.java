package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimdTest {

    private static final float SMALLEST = -87.3f;
    private static final float LARGEST = 88.3f;

    /** e^x of each number, a vector at a time. */
    private static float[] exp(float... numbers) {
        float[] padded = Arrays.copyOf(numbers, Simd.padded(numbers.length));
        for (int i = 0; i < padded.length; i += Simd.WIDTH) {
            Simd.exp(FloatVector.fromArray(Simd.FLOATS, padded, i)).intoArray(padded, i);
        }
        return Arrays.copyOf(padded, numbers.length);
    }

    /** Every 1009th float from zero to an end. */
    private static float[] someFloats(float end) {
        int last = Float.floatToRawIntBits(Math.abs(end));
        float[] numbers = new float[last / 1009 + 2];
        for (int i = 0; i < numbers.length; i++) {
            float size = Float.intBitsToFloat((int) Math.min(last, 1009L * i));
            numbers[i] = Math.copySign(size, end);
        }
        return numbers;
    }

    /** Over all floats between the two ends it is 1.0104 at most, at -5.8778844 (seen with widths 4, 8 and 16). */
    @ParameterizedTest(name = "from 0 to {0}")
    @ValueSource(floats = {-87f, 88f})
    void expIsAccurateToAboutOneUlp(float end) {
        float[] numbers = someFloats(end);
        float[] found = exp(numbers);
        double greatest = 0;
        for (int i = 0; i < numbers.length; i++) {
            double expected = Math.exp(numbers[i]);
            double units = Math.abs(found[i] - expected) / Math.ulp((float) expected);
            greatest = Math.max(greatest, units);
        }
        assertThat(greatest).isBetween(0.9, 1.011);
    }

    @Test
    void expOutsideItsRangeIsThatOfTheRangesEnd() {
        float[] low = {SMALLEST, -87.4f, -104, -1e30f, Float.NEGATIVE_INFINITY};
        float[] high = {LARGEST, 88.4f, 89, 1e30f, Float.POSITIVE_INFINITY};
        assertThat(exp(low)).containsOnly(exp(SMALLEST)[0]);
        assertThat(exp(high)).containsOnly(exp(LARGEST)[0]);
        assertThat(exp(SMALLEST)[0]).isBetween(Float.MIN_NORMAL, 1.05f * Float.MIN_NORMAL);
        assertThat(exp(LARGEST)[0]).isBetween(0.65f * Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** The mass of the most probable token. */
    @Test
    void expOfZeroIsOne() {
        assertThat(exp(0f, -0f, Float.MIN_VALUE)).containsExactly(1f, 1f, 1f);
    }

    @Test
    void expOfNanIsNan() {
        assertThat(exp(Float.NaN, 1f)[0]).isNaN();
        assertThat(exp(Float.NaN, 1f)[1]).isFinite();
    }

    @Test
    void theResultOfANumberDoesNotDependOnItsLane() {
        Random random = new Random(1);
        float[] numbers = new float[5 * Simd.WIDTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 20 * (float) random.nextGaussian();
        }
        float[] together = exp(numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(exp(numbers[i])[0]).isEqualTo(together[i]);
        }
    }

    @ParameterizedTest(name = "{0} to a multiple of {1}")
    @CsvSource({"0, 5, 0", "1, 5, 5", "4, 5, 5", "5, 5, 5", "6, 5, 10", "64, 64, 64", "65, 64, 128"})
    void aNumberIsRoundedUpToAMultiple(int number, int multiple, int expected) {
        assertThat(Simd.roundUp(number, multiple)).isEqualTo(expected);
    }

    @Test
    void paddedLengthsAreWholeVectors() {
        for (int count = 0; count < 100; count++) {
            int padded = Simd.padded(count);
            assertThat(padded % Simd.WIDTH).isZero();
            assertThat(padded - count).isBetween(0, Simd.WIDTH - 1);
        }
    }

    /** Norms, attention and distributions rest on it: else a row would have other bits once its code is compiled. */
    @Test
    void aVectorIsSummedInOrderBeforeAndAfterJitCompilation() {
        Random random = new Random(2);
        float[] numbers = new float[Simd.WIDTH];
        int others = 0;
        for (int round = 0; round < 1_000_000; round++) {
            float expected = 0;
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextFloat() - 0.25f;
                expected += numbers[i];
            }
            others += Simd.sum(FloatVector.fromArray(Simd.FLOATS, numbers, 0)) == expected ? 0 : 1;
        }
        assertThat(others).as("sums in another order").isZero();
    }
}
