package dev.errata.actors.passes;

import dev.errata.policy.sampling.Seeds;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/**
 * The order of a shuffled pass: blocks of 512 consecutive offsets in a random order, and within each block its offsets
 * in a random order. It depends on seed, partition, pass and range only.
 *
 * <p>{@link Random} is used because its numbers are specified: a pass that began under one Java version continues under
 * another.
 */
final class PassOrder {

    /** Offsets of a block; part of the order, so it never changes. */
    static final int BLOCK = 512;

    private final Seeds seeds;
    private final long length;
    private final int[] wholeBlocks;
    /** Place of the last, shorter block; past the end where all blocks are whole. */
    private final int shortPlace;

    /**
     * A block in its place.
     *
     * @param start number of offsets of the pass before it, in the order of the pass
     * @param first its first offset, relative to the beginning of the range
     * @param order its offsets relative to the first, in the order of the pass
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(long start, long first, int[] order) {

        /** Number of offsets of the pass up to the end of this block. */
        long end() {
            return start + order.length;
        }
    }

    PassOrder(TopicPartition partition, Position pass) {
        long seed = pass.seed() == null ? 0 : pass.seed();
        seeds = Seeds.of(partition.toString()).with(seed).with(pass.pass());
        length = pass.to() - pass.from();
        int whole = Math.toIntExact(length / BLOCK);
        Random random = new Random(seeds.seed());
        wholeBlocks = shuffled(whole, random);
        shortPlace = length % BLOCK == 0 ? whole : random.nextInt(whole + 1);
    }

    /** The block that holds the next offset after a number of done ones, less than there are. */
    Block block(long done) {
        long shortStart = (long) shortPlace * BLOCK;
        int shortLength = (int) (length % BLOCK);
        if (done < shortStart) {
            int place = (int) (done / BLOCK);
            return block((long) place * BLOCK, wholeBlocks[place], BLOCK);
        }
        if (done < shortStart + shortLength) {
            return block(shortStart, wholeBlocks.length, shortLength);
        }
        int place = (int) ((done - shortLength) / BLOCK);
        return block((long) place * BLOCK + shortLength, wholeBlocks[place], BLOCK);
    }

    private Block block(long start, int number, int size) {
        return new Block(
                start,
                (long) number * BLOCK,
                shuffled(size, new Random(seeds.with(number).seed())));
    }

    /** 0 to size - 1 in a random order (Fisher and Yates). */
    private static int[] shuffled(int size, Random random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
