package dev.errata.tasks.arithmetic;

import java.nio.charset.StandardCharsets;

/**
 * The use of a question: training or a held-out measurement. Only the text of the question decides, so no question is
 * in two splits with any seed or set size.
 */
public enum Split {
    /** The start policy learns its worked solutions. */
    WARM_UP(15),
    /** The loop asks these. */
    TRAINING(20),
    /** The reward model learns from these. */
    REWARD_MODEL(50),
    /** The evaluator asks these; no model learns from them. */
    HELD_OUT(15);

    private final int percent;

    Split(int percent) {
        this.percent = percent;
    }

    /** Share of the question space, percent; the shares add up to 100. */
    public int percent() {
        return percent;
    }

    /** The split that a question belongs to. */
    public static Split of(String questionText) {
        long slot = Long.remainderUnsigned(hash(questionText), 100);
        for (Split split : values()) {
            slot -= split.percent;
            if (slot < 0) {
                return split;
            }
        }
        throw new AssertionError("the shares of the splits do not add up to 100");
    }

    /** FNV-1a over the UTF-8 bytes, 64 bits, finished with MurmurHash3's mixer so that short texts spread evenly. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (value & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
