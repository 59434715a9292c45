package dev.errata.actors.passes;

import dev.errata.schemas.SourceSettings;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The passes wanted over one partition.
 *
 * <p>Passes go over a stretch of the log, {@code [from, to)}. The first pass of a stretch ends where the log ends.
 * After the last pass the partition rests. Later records begin a new stretch; without repetition and shuffling they
 * just continue the first pass. For ever means that each pass takes in the records that came during the one before.
 *
 * @param passes how often each record is asked; 0 for ever
 * @param seed draws the order of each pass; null for that of the log
 * @param limit one past the last offset that is asked
 */
public record PassPlan(long passes, @Nullable Long seed, long limit) {

    /** Every record once, in the order of the log. */
    static final PassPlan ONCE = new PassPlan(1, null, Long.MAX_VALUE);

    /** The plan of one of a topic's partitions: a limit is divided among them, the first ones get the rest. */
    public static PassPlan of(SourceSettings settings, TopicPartition partition, int partitions) {
        Long limit = settings.getLimit();
        long share = limit == null
                ? Long.MAX_VALUE
                : limit / partitions + (partition.partition() < limit % partitions ? 1 : 0);
        return new PassPlan(settings.getPasses(), settings.getShuffleSeed(), share);
    }

    /** The position that follows one that has ended, or has not begun; the same in mid-pass, or for a rest. */
    Position after(Position position, LogRange range) {
        long last = Math.min(range.end(), limit);
        if (position.open()) {
            boolean shuffles = seed != null && position.done() == 0 && last > position.from();
            return shuffles ? new Position(0, position.from(), last, seed, 0) : position;
        }
        if (!position.ended()) {
            return position;
        }
        boolean first = position.pass() == 0 && position.seed() == null;
        if (first && passes == 1 && seed == null) {
            return last > position.to()
                    ? new Position(0, position.from(), Position.OPEN, null, position.done())
                    : position;
        }
        long from = Math.max(position.from(), range.beginning());
        long to = passes == 0 ? Math.max(position.to(), last) : position.to();
        boolean again = passes == 0 || position.pass() + 1 < passes;
        if (again && from < to) {
            return new Position(position.pass() + 1, from, to, seed, 0, position.to());
        }
        if (last <= position.to()) {
            return position;
        }
        return new Position(0, position.to(), seed == null ? Position.OPEN : last, seed, 0);
    }
}
