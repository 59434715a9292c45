package dev.errata.learner.publishing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records of one type in an Avro container file, so that any Avro tool reads them and schemas may evolve. */
final class AvroFile {

    private AvroFile() {}

    static <V extends SpecificRecord> void write(Path file, Class<V> type, List<V> records) {
        try (DataFileWriter<V> writer = new DataFileWriter<>(new SpecificDatumWriter<>(type))) {
            writer.create(SpecificData.get().getSchema(type), file.toFile());
            for (V record : records) {
                writer.append(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": is the disk full or read-only?", e);
        }
    }

    /**
     * All records of a file.
     *
     * @throws IllegalStateException if it is not as {@link #write} leaves it; the message names it
     */
    static <V extends SpecificRecord> List<V> read(Path file, Class<V> type) {
        List<V> records = new ArrayList<>();
        try (DataFileReader<V> reader = new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(type))) {
            reader.forEach(records::add);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": is it there, and may this user read it?", e);
        } catch (AvroRuntimeException e) {
            throw new IllegalStateException(
                    file + " is damaged (" + e.getMessage() + "): bring its checkpoint back from a copy.", e);
        }
    }
}
