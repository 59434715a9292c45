package dev.errata.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/** Logs written by earlier versions are read by this one, and the other way round. */
class EarlierRecordsTest {

    /** The schema of commit d7281e4, written by {@code ScoredRollout.getClassSchema().toString(true)} there. */
    private final Schema before = earlier("scored-rollout-d7281e4.avsc");

    /** The schema of commit 3538cb3, before {@code first_wrong_step}; its {@code FinishReason} written out. */
    private final Schema rewriteBefore = earlier("rewrite-3538cb3.avsc");

    /** The schema of commit fe3fa95, before {@code settlements}. */
    private final Schema updateBefore = earlier("policy-update-fe3fa95.avsc");

    @Test
    void policyUpdatesWithoutSettlementsHaveNone() throws IOException {
        PolicyUpdate read = new SpecificDatumReader<PolicyUpdate>(updateBefore, PolicyUpdate.getClassSchema())
                .read(new PolicyUpdate(), DecoderFactory.get().binaryDecoder(bytes(record(updateBefore)), null));
        assertThat(read.getVersion()).isEqualTo(1);
        assertThat(read.getSettlements()).isZero();
        Schema now = PolicyUpdate.getClassSchema();
        assertThat(compatibility(now, updateBefore)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(compatibility(updateBefore, now)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void rewritesWithoutAFirstWrongStepNameNone() throws IOException {
        GenericData.Record earlier = record(rewriteBefore);
        Rewrite read = new SpecificDatumReader<Rewrite>(rewriteBefore, Rewrite.getClassSchema())
                .read(new Rewrite(), DecoderFactory.get().binaryDecoder(bytes(earlier), null));
        assertThat(read.getFirstWrongStep()).isNull();
        assertThat(read.getRewardModelVersion()).isEqualTo("text");
        Schema now = Rewrite.getClassSchema();
        assertThat(compatibility(now, rewriteBefore)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(compatibility(rewriteBefore, now)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void scoredRolloutsWithoutKindAndGroupHaveTokenRewardsAndNoGroup() throws IOException {
        ScoredRollout read = new SpecificDatumReader<ScoredRollout>(before, ScoredRollout.getClassSchema())
                .read(new ScoredRollout(), DecoderFactory.get().binaryDecoder(written(), null));
        assertThat(read.getRewardKind()).isEqualTo(RewardKind.TOKENS);
        assertThat(read.getGroup()).isNull();
        assertThat(read.getRollout().getGroupSize()).isZero();
        assertThat(read.getRewardModelVersion()).isEqualTo("abc");
    }

    @Test
    void bothVersionsReadEachOther() {
        Schema now = ScoredRollout.getClassSchema();
        assertThat(compatibility(now, before)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(compatibility(before, now)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private byte[] written() throws IOException {
        GenericData.Record rollout = record(before.getField("rollout").schema());
        GenericData.Record scored = record(before);
        scored.put("rollout", rollout);
        scored.put("reward_model_version", "abc");
        return bytes(scored);
    }

    private static byte[] bytes(GenericData.Record record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** A record with something in every field. */
    private static GenericData.Record record(Schema schema) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Schema type = field.schema();
            switch (type.getType()) {
                case RECORD -> record.put(field.name(), record(type));
                case STRING -> record.put(field.name(), "text");
                case ARRAY -> record.put(field.name(), List.of());
                case MAP -> record.put(field.name(), Map.of());
                case INT -> record.put(field.name(), 1);
                case LONG -> record.put(field.name(), 1L);
                case DOUBLE -> record.put(field.name(), 1.0);
                case BOOLEAN -> record.put(field.name(), true);
                case ENUM ->
                    record.put(
                            field.name(),
                            new GenericData.EnumSymbol(
                                    type, type.getEnumSymbols().get(0)));
                default -> record.put(field.name(), null);
            }
        }
        return record;
    }

    private static Schema earlier(String name) {
        try (InputStream in = EarlierRecordsTest.class.getResourceAsStream("/earlier/" + name)) {
            return new Schema.Parser().parse(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
