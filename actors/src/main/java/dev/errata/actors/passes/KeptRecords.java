package dev.errata.actors.passes;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of a stretch of the log that is small enough to stay in memory, so that its next pass needs no fetch. A
 * longer stretch is not kept.
 */
final class KeptRecords {

    private static final long MOST_BYTES = 4 << 20;

    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private long from;
    private long to;
    private long bytes;
    private boolean keeping;

    /** Fetching continues at an offset, where a stretch may begin. */
    void fetchFrom(long offset, boolean begins) {
        if (begins) {
            forget();
            from = offset;
            to = offset;
            keeping = true;
        } else if (offset != to) {
            forget();
        }
    }

    /** The next record of the stretch. */
    void add(ConsumerRecord<String, byte[]> record) {
        if (!keeping) {
            return;
        }
        bytes += Math.max(0, record.serializedValueSize());
        if (records.size() == PassOrder.BLOCK || bytes > MOST_BYTES) {
            forget();
        } else {
            records.add(record);
        }
    }

    /** Every record before an offset has been added. */
    void reached(long offset) {
        to = Math.max(to, offset);
    }

    /** Whether all records of a pass are here. */
    boolean hold(Position pass) {
        return keeping && from <= pass.from() && pass.to() <= to;
    }

    /** The records, by offset. */
    List<ConsumerRecord<String, byte[]>> records() {
        return records;
    }

    private void forget() {
        records.clear();
        bytes = 0;
        keeping = false;
    }
}
