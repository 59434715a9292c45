package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorFormatTest {

    private static final int ALL = 1 << 16;

    private static float[] widened(TensorFormat format) {
        ByteBuffer bits = ByteBuffer.allocate(2 * ALL).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ALL; i++) {
            bits.putShort((short) i);
        }
        float[] numbers = new float[ALL];
        format.widen(bits.flip().order(ByteOrder.LITTLE_ENDIAN), numbers, ALL);
        return numbers;
    }

    /** Written to be read, from the definition in IEEE 754, and in double. */
    private static double half(int bits) {
        int exponent = (bits >> 10) & 0x1f;
        double fraction = (bits & 0x3ff) / 1024.0;
        double magnitude = exponent == 0
                ? fraction * Math.pow(2, -14)
                : exponent == 31
                        ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                        : (1 + fraction) * Math.pow(2, exponent - 15);
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyHalfIsWidenedExactlySubnormalsInfinitiesAndNansToo() {
        float[] numbers = widened(TensorFormat.F16);
        for (int i = 0; i < ALL; i++) {
            assertThat(Float.floatToIntBits(numbers[i])).as("bits %x", i).isEqualTo(Float.floatToIntBits((float)
                    half(i)));
        }
    }

    @Test
    void everyBfloat16IsTheUpperHalfOfAnFp32Number() {
        float[] numbers = widened(TensorFormat.BF16);
        for (int i = 0; i < ALL; i++) {
            assertThat(Float.floatToIntBits(numbers[i])).isEqualTo(Float.floatToIntBits(Float.intBitsToFloat(i << 16)));
        }
    }

    @Test
    void onlyInfinitiesAndNansAreNotFinite() {
        for (float number : widened(TensorFormat.F16)) {
            assertThat(TensorFormat.finite(new float[] {1, number}, 2)).isEqualTo(Float.isFinite(number));
        }
        assertThat(TensorFormat.finite(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f}, 4))
                .isTrue();
        assertThat(TensorFormat.finite(new float[] {1, Float.NaN}, 1)).isTrue();
    }
}
