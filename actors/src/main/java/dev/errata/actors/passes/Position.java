package dev.errata.actors.passes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the asking of one partition stands: in which pass, over which offsets, and how many of them are done.
 *
 * <p>A position is committed with the batch that reaches it, as offset {@code from + done} and a readable text:
 *
 * <pre>
 *   1 pass=2 from=0 to=7473 seed=42
 * </pre>
 *
 * <p>The leading 1 is the version of this form; {@code to=open} is a pass that ends where the log ends; {@code seed} is
 * missing in a pass in the order of the log; {@code seen=15} follows where records joined a later pass. An offset
 * without a text is in pass 0 from offset 0, in the order of the log, as earlier versions of Errata committed it.
 *
 * @param pass number of the pass, 0 the first
 * @param from first offset of the pass
 * @param to one past the last offset of the pass, or {@link #OPEN}
 * @param seed draws the order of the pass; null for that of the log
 * @param done number of offsets of the pass that are done, in its order
 * @param seen one past the last offset that an earlier pass went over; {@code from} in pass 0
 */
public record Position(long pass, long from, long to, @Nullable Long seed, long done, long seen) {

    /** The end of a pass that ends where the log ends. */
    public static final long OPEN = Long.MAX_VALUE;

    private static final Logger LOG = Logger.getLogger(Position.class);
    private static final Pattern TEXT =
            Pattern.compile("1 pass=(\\d{1,18}) from=(\\d{1,18}) to=(open|\\d{1,18})(?: seed=(-?\\d{1,19}))?"
                    + "(?: seen=(\\d{1,18}))?");

    /** A position in a pass over the records of the one before, or in pass 0. */
    Position(long pass, long from, long to, @Nullable Long seed, long done) {
        this(pass, from, to, seed, done, pass == 0 ? from : to);
    }

    /** The first pass, in the order of the log. */
    static Position start(long from) {
        return new Position(0, from, OPEN, null, 0);
    }

    /**
     * The position that a committed offset stands for.
     *
     * @param committed null if there is none
     */
    public static Position of(@Nullable OffsetAndMetadata committed, LogRange range) {
        // An offset past the end, or a pass that ends there, belongs to a topic that was deleted and created again.
        if (committed == null || committed.offset() > range.end()) {
            return start(range.beginning());
        }
        Position position = of(committed);
        return position.open() || position.to <= range.end() ? position : start(range.beginning());
    }

    /** The position that a committed offset stands for, whatever the log still holds. */
    public static Position of(OffsetAndMetadata committed) {
        String text = committed.metadata();
        Optional<Position> position = read(text, committed.offset());
        if (position.isPresent()) {
            return position.get();
        }
        if (!text.isEmpty()) {
            LOG.warnf("A committed position reads '%s', which this version does not know: pass 0 continues.", text);
        }
        return start(0).at(committed.offset());
    }

    /** The position that a text and its offset state; empty where they make no sense. */
    private static Optional<Position> read(String text, long offset) {
        Matcher fields = TEXT.matcher(text);
        if (!fields.matches()) {
            return Optional.empty();
        }
        try {
            long pass = Long.parseLong(fields.group(1));
            long from = Long.parseLong(fields.group(2));
            long to = fields.group(3).equals("open") ? OPEN : Long.parseLong(fields.group(3));
            @Nullable Long seed = fields.group(4) == null ? null : Long.valueOf(fields.group(4));
            Position position = new Position(pass, from, to, seed, offset - from);
            boolean possible = from <= offset && offset <= to && !(position.open() && seed != null);
            @Nullable String seen = fields.group(5);
            return possible
                    ? Optional.of(seen == null ? position : position.seen(Long.parseLong(seen)))
                    : Optional.empty();
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** The form in which it is committed. */
    public OffsetAndMetadata committed() {
        return new OffsetAndMetadata(
                offset(),
                "1 pass=" + pass + " from=" + from + " to=" + (open() ? "open" : to)
                        + (seed == null ? "" : " seed=" + seed)
                        + (equals(seen(pass == 0 ? from : to)) ? "" : " seen=" + seen));
    }

    /** The committed offset; in the order of the log, the offset that is next. */
    public long offset() {
        return from + done;
    }

    /** Whether the pass has no end yet. */
    public boolean open() {
        return to == OPEN;
    }

    /** Whether every offset of the pass is done. */
    public boolean ended() {
        return !open() && offset() >= to;
    }

    /** The same position, where the passes before went over the offsets below one. */
    Position seen(long offset) {
        return new Position(pass, from, to, seed, done, offset);
    }

    /** The same pass after a number of its offsets. */
    Position at(long nowDone) {
        return new Position(pass, from, to, seed, nowDone, seen);
    }

    /** This pass, ended at an offset. */
    Position endedAt(long end) {
        return new Position(pass, from, end, seed, end - from, seen);
    }
}
