package dev.errata.learner.publishing;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectedRollout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** An outbox on disk: one Avro container file per topic, so that any Avro tool reads it and schemas may evolve. */
final class OutboxFiles {

    private static final String STEPS = "learner-steps.avro";
    private static final String REJECTED = "rejected-rollouts.avro";
    private static final String DEAD_LETTERS = "dead-letters.avro";
    private static final String UPDATE = "policy-updates.avro";

    private OutboxFiles() {}

    static void write(Outbox outbox, Path folder) {
        write(folder.resolve(STEPS), LearnerStep.getClassSchema(), outbox.steps());
        write(folder.resolve(REJECTED), RejectedRollout.getClassSchema(), outbox.rejected());
        write(folder.resolve(DEAD_LETTERS), DeadLetter.getClassSchema(), outbox.deadLetters());
        write(folder.resolve(UPDATE), PolicyUpdate.getClassSchema(), List.of(outbox.update()));
    }

    static Outbox read(Path folder) {
        return new Outbox(
                read(folder.resolve(STEPS), LearnerStep.class),
                read(folder.resolve(REJECTED), RejectedRollout.class),
                read(folder.resolve(DEAD_LETTERS), DeadLetter.class),
                read(folder.resolve(UPDATE), PolicyUpdate.class).get(0));
    }

    private static <V extends SpecificRecord> void write(Path file, Schema schema, List<V> records) {
        try (DataFileWriter<V> writer = new DataFileWriter<>(new SpecificDatumWriter<V>(schema))) {
            writer.create(schema, file.toFile());
            for (V record : records) {
                writer.append(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    private static <V extends SpecificRecord> List<V> read(Path file, Class<V> type) {
        List<V> records = new ArrayList<>();
        try (DataFileReader<V> reader = new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(type))) {
            reader.forEach(records::add);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " of the checkpoint.", e);
        }
    }
}
