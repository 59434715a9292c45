package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongConsumer;

/** Opens a file of records, whose kind is recognized by its content. */
public final class RecordFile {

    /** How much of a file is looked at to recognize its kind, characters. */
    private static final int HEAD = 1 << 16;

    private RecordFile() {}

    /**
     * Opens a file.
     *
     * @param progress receives the number of bytes read so far
     * @throws IOException if it cannot be read
     */
    public static Records open(Path file, LongConsumer progress) throws IOException {
        InputStream in = Encoding.uncompressed(new CountedStream(Files.newInputStream(file), progress));
        try {
            if (Encoding.isParquet(in) && !Encoding.isCompressed(file)) {
                in.close();
                return new ParquetRecords(file, false, file.toString());
            }
            return open(in, file.toString());
        } catch (IOException | RuntimeException unusable) {
            in.close();
            throw unusable;
        }
    }

    /**
     * Reads a stream, which is closed with the records.
     *
     * @param name name of the stream in places
     * @throws IOException if it cannot be read
     */
    public static Records open(InputStream in, String name, LongConsumer progress) throws IOException {
        return open(Encoding.uncompressed(new CountedStream(in, progress)), name);
    }

    private static Records open(InputStream in, String name) throws IOException {
        if (Encoding.isParquet(in)) {
            // Parquet is read from its end, which only a file has.
            Path copy = Files.createTempFile("errata-questions", ".parquet");
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            in.close();
            return new ParquetRecords(copy, true, name);
        }
        BufferedReader text = Encoding.text(in);
        String head = head(text);
        char first = head.isBlank() ? '{' : head.strip().charAt(0);
        if (first == '[') {
            return new JsonValues(text, name, true);
        }
        if (first == '{' || first == '"') {
            return spansLines(head) ? new JsonValues(text, name, false) : new JsonLines(text, name);
        }
        return new CsvRecords(text, name, delimiter(head));
    }

    private static String head(BufferedReader text) throws IOException {
        text.mark(HEAD);
        char[] head = new char[HEAD];
        int length = 0;
        for (int read = 0; read >= 0 && length < HEAD; read = text.read(head, length, HEAD - length)) {
            length += read;
        }
        text.reset();
        return new String(head, 0, length);
    }

    /** Whether the first JSON value has line breaks in it, as in a file that was written for people to read. */
    private static boolean spansLines(String head) {
        try (JsonParser parser = RecordJson.MAPPER.createParser(head)) {
            parser.nextToken();
            parser.skipChildren();
            return head.substring(0, (int) parser.currentLocation().getCharOffset())
                    .strip()
                    .contains("\n");
        } catch (IOException brokenOrLong) {
            return false;
        }
    }

    /** The separator that stands most often in the first line. */
    private static char delimiter(String head) {
        String line = head.strip().lines().findFirst().orElse("");
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(line, candidate) > count(line, most)) {
                most = candidate;
            }
        }
        return most;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }
}
