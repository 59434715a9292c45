package dev.errata.policy.weights;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/** The safetensors number formats that can be read, each widened to fp32. */
enum TensorFormat {
    F32(4),
    F16(2),
    BF16(2);

    private static final int EXPONENT = 0x7f80_0000;

    // Numbers converted at a time: 16 KiB of 16-bit numbers stay in the L1 cache.
    private static final int STRIP = 8192;

    private final int bytes;

    TensorFormat(int bytes) {
        this.bytes = bytes;
    }

    static Optional<TensorFormat> named(String name) {
        for (TensorFormat format : values()) {
            if (format.name().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Bytes of one number. */
    int bytes() {
        return bytes;
    }

    /** Widens the first numbers of a little-endian buffer. */
    void widen(ByteBuffer source, float[] target, int count) {
        if (this == F32) {
            source.asFloatBuffer().get(target, 0, count);
            return;
        }
        ShortBuffer bits = source.asShortBuffer();
        short[] strip = new short[Math.min(STRIP, count)];
        for (int at = 0; at < count; at += strip.length) {
            int numbers = Math.min(strip.length, count - at);
            bits.get(strip, 0, numbers);
            if (this == BF16) {
                for (int i = 0; i < numbers; i++) {
                    target[at + i] = Float.intBitsToFloat(strip[i] << 16);
                }
            } else {
                for (int i = 0; i < numbers; i++) {
                    target[at + i] = half(strip[i]);
                }
            }
        }
    }

    /** Whether all numbers are finite: infinities and NaN have all exponent bits set. */
    static boolean finite(float[] numbers, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(numbers[i]) & EXPONENT);
        }
        return largest < EXPONENT;
    }

    /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else if (exponent == 31) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
