package dev.errata.schemas.registry;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in Confluent's wire format. The writer's schema comes from the registry by its id and is resolved
 * to the reader's: that of the generated class if one was given or {@code specific.avro.reader} is true, else the
 * writer's own (generic records). Can be named in a Kafka client's {@code value.deserializer}.
 *
 * <p>Throws SerializationException if the record is at fault, {@link RegistryUnavailableException} if no address
 * answers as a schema registry. Only the first justifies a dead letter.
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {

    private final @Nullable Class<T> type;
    private @Nullable RegistrySettings settings;
    private @Nullable SchemaRegistryClient registry;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

    /** Must be configured by a Kafka client. */
    public AvroDeserializer() {
        this(null);
    }

    AvroDeserializer(@Nullable Class<T> type) {
        this.type = type;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        settings = RegistrySettings.of(configs, isKey);
        registry = new SchemaRegistryClient(settings);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        int id = WireFormat.id(topic, bytes);
        DatumReader<T> reader = reader(topic, id);
        BoundedDecoder decoder = new BoundedDecoder(bytes, WireFormat.HEADER_BYTES);
        T record;
        try {
            record = reader.read(null, decoder);
            if (decoder.isEnd()) {
                return record;
            }
        } catch (IOException | RuntimeException unreadable) {
            // Bad bytes make Avro throw various exceptions: ClassCast, IndexOutOfBounds, NegativeArraySize, ...
            throw new SerializationException(
                    "The record of " + topic + " cannot be read with schema " + id + ": " + unreadable, unreadable);
        }
        throw new SerializationException("The record of " + topic + " has bytes left after a "
                + record.getSchema().getFullName() + " of schema " + id
                + ": it was written with another schema than that of its id.");
    }

    private DatumReader<T> reader(String topic, int id) {
        DatumReader<T> known = readers.get(id);
        if (known != null) {
            return known;
        }
        try {
            Schema writer = requireNonNull(registry, "configure() comes first").schema(id);
            DatumReader<T> made = reader(writer);
            readers.put(id, made);
            return made;
        } catch (RegistryException refused) {
            throw new SerializationException(
                    "The record of " + topic + " names schema " + id
                            + ", which the schema registry does not return (HTTP " + refused.status() + ", code "
                            + refused.code() + "): " + refused.getMessage(),
                    refused);
        } catch (AvroRuntimeException invalid) {
            throw new SerializationException(
                    "The record of " + topic + " names schema " + id + ", which no reader can be made for: " + invalid,
                    invalid);
        }
    }

    private DatumReader<T> reader(Schema writer) {
        if (type != null) {
            SpecificData model = SpecificData.getForClass(type);
            return new SpecificDatumReader<>(writer, model.getSchema(type), model);
        }
        if (!requireNonNull(settings, "configure() comes first").specificReader()) {
            return new GenericDatumReader<>(writer);
        }
        Class<?> generated = SpecificData.get().getClass(writer);
        if (generated == null) {
            throw new AvroRuntimeException(
                    "specific.avro.reader is true, but no class " + writer.getFullName() + " is on the class path");
        }
        SpecificData model = SpecificData.getForClass(generated);
        return new SpecificDatumReader<>(writer, model.getSchema(generated), model);
    }
}
