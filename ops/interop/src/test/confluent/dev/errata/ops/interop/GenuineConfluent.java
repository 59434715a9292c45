package dev.errata.ops.interop;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** Calls Confluent's classes; loaded only by {@link ConfluentClassLoader}. */
public final class GenuineConfluent implements ConfluentSide {

    /** Called by the class loader. */
    public GenuineConfluent() {}

    @Override
    public byte[] write(Map<String, String> settings, String topic, String schema, String json) throws Exception {
        Schema parsed = new Schema.Parser().parse(schema);
        Object record =
                new GenericDatumReader<>(parsed).read(null, DecoderFactory.get().jsonDecoder(parsed, json));
        return write(settings, topic, record);
    }

    private static byte[] write(Map<String, String> settings, String topic, Object record) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(settings, false);
            return serializer.serialize(topic, record);
        }
    }

    @Override
    public String read(Map<String, String> settings, String topic, byte[] bytes) {
        return readRecord(settings, topic, bytes).toString();
    }

    private static Object readRecord(Map<String, String> settings, String topic, byte[] bytes) {
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(settings, false);
            return deserializer.deserialize(topic, bytes);
        }
    }

    @Override
    public byte[] rewrite(Map<String, String> settings, String topic, byte[] bytes) {
        return write(settings, topic, readRecord(settings, topic, bytes));
    }

    @Override
    public int register(Map<String, String> settings, String subject, String schema) throws Exception {
        try (SchemaRegistryClient client = client(settings)) {
            return client.register(subject, new AvroSchema(schema));
        }
    }

    @Override
    public List<Object> lookUp(Map<String, String> settings, String subject, String schema) throws Exception {
        AvroSchema parsed = new AvroSchema(schema);
        try (SchemaRegistryClient client = client(settings)) {
            int id = client.getId(subject, parsed);
            return List.of(
                    id,
                    client.getVersion(subject, parsed),
                    client.getLatestSchemaMetadata(subject).getSchema(),
                    client.getSchemaById(id).canonicalString(),
                    client.getAllSubjects().contains(subject));
        }
    }

    @Override
    public boolean isCompatible(Map<String, String> settings, String subject, String schema) throws Exception {
        try (SchemaRegistryClient client = client(settings)) {
            return client.testCompatibility(subject, new AvroSchema(schema));
        }
    }

    private static SchemaRegistryClient client(Map<String, String> settings) {
        return new CachedSchemaRegistryClient(
                List.of(String.valueOf(settings.get("schema.registry.url"))), 100, settings);
    }
}
