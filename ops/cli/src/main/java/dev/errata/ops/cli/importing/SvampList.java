package dev.errata.ops.cli.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** SVAMP: a JSON list; the equation with its result is the reference. Read element by element. */
final class SvampList implements QuestionFormat.Reading {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void read(Path file, String source, QuestionSink sink) throws IOException {
        try (JsonParser parser = JSON.getFactory().createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                sink.malformed(1, "An SVAMP file is one JSON list.");
                return;
            }
            long element = 0;
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                element++;
                one(element, JSON.readTree(parser), source, sink);
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                sink.malformed(
                        element + 1, "The list holds something other than an object here; the rest is not read.");
            }
        } catch (JsonProcessingException broken) {
            sink.malformed(
                    broken.getLocation() == null ? 1 : broken.getLocation().getLineNr(),
                    "This is not JSON: " + broken.getOriginalMessage());
        }
    }

    private static void one(long element, JsonNode node, String source, QuestionSink sink) {
        try {
            sink.question(element, question(node, source));
        } catch (IllegalArgumentException wrong) {
            sink.malformed(element, String.valueOf(wrong.getMessage()));
        }
    }

    private static Question question(JsonNode node, String source) {
        String body = Fields.text(node, "Body").strip();
        String text = body
                + (body.matches(".*[.!?,;:]") ? " " : ". ")
                + Fields.text(node, "Question").strip();
        JsonNode answer = node.get("Answer");
        if (answer == null || !answer.isNumber()) {
            throw new IllegalArgumentException("The field 'Answer' is missing or not a number.");
        }
        String gold = answer.decimalValue().stripTrailingZeros().toPlainString();
        String reference = Fields.text(node, "Equation").strip() + " = " + gold;
        String id = node.hasNonNull("ID") ? node.get("ID").asText() : Fields.id(source, text);
        Map<String, String> metadata =
                node.hasNonNull("Type") ? Map.of("type", node.get("Type").asText()) : Map.of();
        return new Question(id, source, text, gold, reference, "svamp", 0L, metadata);
    }
}
