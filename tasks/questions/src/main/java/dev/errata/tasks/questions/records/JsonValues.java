package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A JSON list of objects, or objects one after the other over any number of lines; read element by element.
 *
 * <p>Something else than an object costs that element. Broken JSON ends the reading, since nobody can tell where the
 * next element starts.
 */
final class JsonValues implements Records {

    private final BoundedReader in;
    private final String file;
    private final JsonParser parser;
    private final boolean list;
    private long element;
    private boolean ended;

    JsonValues(Reader in, String file, boolean list) throws IOException {
        this.in = new BoundedReader(in);
        this.file = file;
        this.list = list;
        this.parser = RecordJson.MAPPER.createParser(this.in);
        if (list) {
            parser.nextToken();
        }
    }

    @Override
    public Kind kind() {
        return Kind.JSON;
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        if (ended) {
            return null;
        }
        in.recordStarts();
        element++;
        try {
            JsonToken token = parser.nextToken();
            if (list && token == JsonToken.END_ARRAY) {
                return end(parser.nextToken() == null ? "" : "Something follows the list");
            }
            if (token == null) {
                return end(list ? "The list has no end" : "");
            }
            FilePlace place = place(parser.currentTokenLocation().getLineNr());
            JsonNode value = parser.readValueAsTree();
            return value instanceof ObjectNode object
                    ? FileRecord.of(place, object)
                    : FileRecord.broken(place, value.toString(), "This element is not an object.");
        } catch (JsonProcessingException broken) {
            return lastOne(
                    place(
                            broken.getLocation() == null
                                    ? 1
                                    : broken.getLocation().getLineNr()),
                    broken);
        } catch (IOException tooLong) {
            ended = true;
            return FileRecord.broken(place(parser.currentLocation().getLineNr()), "", rest(tooLong.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private FilePlace place(int line) {
        return new FilePlace(file, line, list || element > 1 ? "element " + element : "");
    }

    private @Nullable FileRecord end(String problem) {
        ended = true;
        return problem.isEmpty()
                ? null
                : FileRecord.broken(place(parser.currentLocation().getLineNr()), "", rest(problem + "."));
    }

    private FileRecord lastOne(FilePlace place, JsonProcessingException broken) {
        ended = true;
        return FileRecord.broken(place, "", rest(RecordJson.problem(broken)));
    }

    private static String rest(@Nullable String problem) {
        return problem + " The rest of the file is not read.";
    }
}
