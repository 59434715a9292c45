package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One JSON object on each line. Blank lines are skipped; a line that is no object costs that line. */
final class JsonLines implements Records {

    private final BufferedReader in;
    private final String file;
    private final StringBuilder line = new StringBuilder();
    private long number;

    JsonLines(BufferedReader in, String file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public Kind kind() {
        return Kind.JSON_LINES;
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        while (nextLine()) {
            number++;
            String text = line.toString();
            if (!text.isBlank()) {
                return record(new FilePlace(file, number, ""), text);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static FileRecord record(FilePlace place, String text) {
        if (text.length() > BoundedReader.LIMIT) {
            return FileRecord.broken(place, text, BoundedReader.TOO_LONG);
        }
        try {
            JsonNode value = RecordJson.ONE_VALUE.readTree(text);
            return value instanceof ObjectNode object
                    ? FileRecord.of(place, object)
                    : FileRecord.broken(place, text, "This is JSON, but not an object: give one object on each line.");
        } catch (JsonProcessingException broken) {
            return FileRecord.broken(place, text, RecordJson.problem(broken));
        }
    }

    /** Reads one line, of which no more is kept than shows that it is too long. */
    private boolean nextLine() throws IOException {
        line.setLength(0);
        int c = in.read();
        boolean any = c >= 0;
        while (c >= 0 && c != '\n' && c != '\r') {
            if (line.length() <= BoundedReader.LIMIT) {
                line.append((char) c);
            }
            c = in.read();
        }
        if (c == '\r') {
            in.mark(1);
            if (in.read() != '\n') {
                in.reset();
            }
        }
        return any;
    }
}
