package dev.errata.actors.passes;

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
 * missing in a pass in the order of the log. An offset without a text is in pass 0 from offset 0, in the order of the
 * log, as earlier versions of Errata committed it.
 *
 * @param pass number of the pass, 0 the first
 * @param from first offset of the pass
 * @param to one past the last offset of the pass, or {@link #OPEN}
 * @param seed draws the order of the pass; null for that of the log
 * @param done number of offsets of the pass that are done, in its order
 */
public record Position(long pass, long from, long to, @Nullable Long seed, long done) {

    /** The end of a pass that ends where the log ends. */
    public static final long OPEN = Long.MAX_VALUE;

    private static final Logger LOG = Logger.getLogger(Position.class);
    private static final Pattern TEXT =
            Pattern.compile("1 pass=(\\d{1,18}) from=(\\d{1,18}) to=(open|\\d{1,18})(?: seed=(-?\\d{1,19}))?");

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
        // An offset past the end belongs to a topic that was deleted and created again.
        if (committed == null || committed.offset() > range.end()) {
            return start(range.beginning());
        }
        Position position = of(committed);
        if (position.seed != null || position.from >= range.beginning()) {
            return position;
        }
        // The log's head was deleted.
        long from = Math.min(range.beginning(), position.to);
        return new Position(position.pass, from, position.to, null, Math.max(0, position.offset() - from));
    }

    /** The position that a committed offset stands for, whatever the log still holds. */
    public static Position of(OffsetAndMetadata committed) {
        String text = committed.metadata();
        Matcher fields = TEXT.matcher(text);
        if (fields.matches()) {
            long from = Long.parseLong(fields.group(2));
            long to = fields.group(3).equals("open") ? OPEN : Long.parseLong(fields.group(3));
            @Nullable Long seed = fields.group(4) == null ? null : Long.valueOf(fields.group(4));
            return new Position(Long.parseLong(fields.group(1)), from, to, seed, committed.offset() - from);
        }
        if (!text.isEmpty()) {
            LOG.warnf("A committed position reads '%s', which this version does not know: pass 0 continues.", text);
        }
        return start(0).at(committed.offset());
    }

    /** The form in which it is committed. */
    public OffsetAndMetadata committed() {
        return new OffsetAndMetadata(
                offset(),
                "1 pass=" + pass + " from=" + from + " to=" + (open() ? "open" : to)
                        + (seed == null ? "" : " seed=" + seed));
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

    /** The same pass after a number of its offsets. */
    Position at(long nowDone) {
        return new Position(pass, from, to, seed, nowDone);
    }

    /** This pass, ended at an offset. */
    Position endedAt(long end) {
        return new Position(pass, from, end, seed, end - from);
    }
}
