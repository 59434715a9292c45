package dev.errata.policy.sampling;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Derives the seed of an answer from what identifies it, so that sampling depends on no clock and no shared state.
 *
 * <pre>
 *   s₀ = 0,   sᵢ = mix(sᵢ₋₁ + γ + vᵢ),   seed = s_n
 *   mix(z): z ^= z >>> 30; z *= BF58476D1CE4E5B9; z ^= z >>> 27; z *= 94D049BB133111EB; z ^= z >>> 31
 *   γ = 9E3779B97F4A7C15; a text counts as the FNV-1a hash (64 bits) of its UTF-8 bytes
 * </pre>
 *
 * <p>mix and γ are those of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA
 * 2014; Stafford's variant 13), which java.util.SplittableRandom uses too. Immutable.
 */
public final class Seeds {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private final long state;

    private Seeds(long state) {
        this.state = state;
    }

    /** Starts a derivation from a name, such as that of the run. */
    public static Seeds of(String name) {
        return new Seeds(0).with(name);
    }

    /** This derivation extended by a number. */
    public Seeds with(long value) {
        return new Seeds(mix(state + GAMMA + value));
    }

    /** This derivation extended by a text. */
    public Seeds with(String text) {
        return with(fnv1a(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The derived seed. */
    public long seed() {
        return state;
    }

    /** Uniform numbers in [0, 1) from a seed, [count]. */
    static double[] uniforms(long seed, int count) {
        return new SplittableRandom(seed).doubles(count).toArray();
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long fnv1a(byte[] bytes) {
        long hash = 0xCBF29CE484222325L;
        for (byte one : bytes) {
            hash = (hash ^ (one & 0xff)) * 0x100000001B3L;
        }
        return hash;
    }
}
