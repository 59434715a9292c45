package dev.errata.ops.cli.letters;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.topics.EventLog;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The mark of records that were sent again: a header with the place of the record that they stand for. */
final class ResentPlaces {

    static final String HEADER = "errata-resent-from";

    private ResentPlaces() {}

    /** The places whose record was sent again to one of the topics. */
    static Set<String> in(EventLog log, Collection<String> topics) {
        Set<String> places = new HashSet<>();
        try (LogReader reader = new LogReader(log)) {
            reader.read(reader.ends(topics), record -> add(record, places));
        }
        return places;
    }

    private static void add(ConsumerRecord<String, byte[]> record, Set<String> places) {
        Header header = record.headers().lastHeader(HEADER);
        if (header != null && header.value() != null) {
            places.add(new String(header.value(), StandardCharsets.UTF_8));
        }
    }
}
