package dev.errata.schemas.registry;

import static java.util.Objects.requireNonNull;

import dev.errata.schemas.registry.SchemaRegistryClient.IdentifiedSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records, generated or generic, in Confluent's wire format. Takes Confluent's settings; can be named in a
 * Kafka client's {@code value.serializer}.
 *
 * <p>Throws SerializationException if the record or its schema is refused, {@link RegistryUnavailableException} if no
 * registry answers.
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {

    private @Nullable RegistrySettings settings;
    private @Nullable SchemaRegistryClient registry;
    private boolean isKey;

    private final Map<Schema, Schema> published = new ConcurrentHashMap<>();
    private final Map<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();
    private final Map<String, IdentifiedSchema> latest = new ConcurrentHashMap<>();

    /** Must be configured by a Kafka client. */
    public AvroSerializer() {}

    @Override
    public void configure(Map<String, ?> configs, boolean forKeys) {
        isKey = forKeys;
        settings = RegistrySettings.of(configs, forKeys);
        registry = new SchemaRegistryClient(settings);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        RegistrySettings set = requireNonNull(settings, "configure() comes first");
        SchemaRegistryClient client = requireNonNull(registry, "configure() comes first");
        Schema schema = record.getSchema();
        String subject = set.subjects().subject(topic, isKey, schema.getFullName());
        try {
            Schema shown =
                    set.removeJavaProperties() ? published.computeIfAbsent(schema, JavaProperties::removed) : schema;
            if (set.useLatest()) {
                IdentifiedSchema newest = latest.computeIfAbsent(subject, client::latest);
                return framed(newest.id(), translated(record, shown, newest.schema()));
            }
            int id = set.autoRegister() ? client.register(subject, shown) : client.lookUp(subject, shown);
            return framed(id, encoded(record));
        } catch (RegistryException refused) {
            throw new SerializationException(refusal(schema, subject, refused), refused);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException invalid) {
            throw new SerializationException(
                    "A " + schema.getFullName() + " for " + topic + " does not fit its schema: " + invalid.getMessage(),
                    invalid);
        }
    }

    private byte[] encoded(T record) throws IOException {
        return encoded(record, writers.computeIfAbsent(record.getSchema(), AvroSerializer::writer));
    }

    /** The record, encoded with the newest schema of the subject instead of its own. */
    private byte[] translated(T record, Schema own, Schema newest) throws IOException {
        byte[] bytes = encoded(record);
        if (newest.equals(own)) {
            return bytes;
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(newest, own);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new AvroRuntimeException("use.latest.version is set, and the subject's newest schema cannot take it ("
                    + compatibility.getResult().getIncompatibilities() + ")");
        }
        Object read = new GenericDatumReader<>(own, newest)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        return encoded(read, new GenericDatumWriter<>(newest));
    }

    private static <D> byte[] encoded(D datum, DatumWriter<D> writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writer.write(datum, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static byte[] framed(int id, byte[] avro) {
        return ByteBuffer.allocate(WireFormat.HEADER_BYTES + avro.length)
                .put(WireFormat.header(id))
                .put(avro)
                .array();
    }

    private static <T> DatumWriter<T> writer(Schema schema) {
        // A specific writer writes generic records too.
        return new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema));
    }

    private static String refusal(Schema schema, String subject, RegistryException refused) {
        String what = "The schema registry refused " + schema.getFullName() + " for subject '" + subject + "' (HTTP "
                + refused.status() + ", code " + refused.code() + "): " + refused.getMessage();
        return switch (refused.status()) {
            case 404 -> what + " Register the schema first, or set auto.register.schemas=true.";
            case 409 -> what + " Change the schema compatibly: a new field needs a default.";
            default -> what;
        };
    }
}
