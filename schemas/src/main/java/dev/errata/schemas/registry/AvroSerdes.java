package dev.errata.schemas.registry;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes of the generated Avro records. */
public final class AvroSerdes {

    private AvroSerdes() {}

    /**
     * A configured value serde.
     *
     * @param type the generated record type
     * @param settings Confluent's settings, at least {@code schema.registry.url}
     */
    public static <V extends SpecificRecord> Serde<V> of(Class<V> type, Map<String, ?> settings) {
        Serde<V> serde = Serdes.serdeFrom(new AvroSerializer<V>(), new AvroDeserializer<>(type));
        serde.configure(settings, false);
        return serde;
    }
}
