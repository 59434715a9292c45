package dev.errata.policy.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/** The safetensors number formats that can be read, each widened to fp32. */
enum TensorFormat {
    F32(4),
    F16(2),
    BF16(2);

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

    int bytes() {
        return bytes;
    }

    /** Widens all of a little-endian buffer to fp32. */
    void widen(ByteBuffer source, FloatBuffer target) {
        ByteBuffer bits = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        switch (this) {
            case F32 -> target.put(bits.asFloatBuffer());
            case F16 -> {
                while (bits.hasRemaining()) {
                    target.put(half(bits.getShort()));
                }
            }
            case BF16 -> {
                while (bits.hasRemaining()) {
                    target.put(Float.intBitsToFloat(bits.getShort() << 16));
                }
            }
        }
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
