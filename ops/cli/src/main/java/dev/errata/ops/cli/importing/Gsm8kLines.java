package dev.errata.ops.cli.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** GSM8K: {@code {"question": ..., "answer": "... #### 72"}} per line; the answer is kept whole as the reference. */
final class Gsm8kLines implements QuestionFormat.Reading {

    private static final String MARK = "####";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void read(Path file, String source, QuestionSink sink) throws IOException {
        Lines.each(file, (number, line) -> {
            try {
                sink.question(number, question(JSON.readTree(line), source));
            } catch (JsonProcessingException broken) {
                sink.malformed(number, "This is not JSON: " + broken.getOriginalMessage());
            } catch (IllegalArgumentException wrong) {
                sink.malformed(number, String.valueOf(wrong.getMessage()));
            }
        });
    }

    private static Question question(JsonNode line, String source) {
        String text = Fields.text(line, "question");
        String answer = Fields.text(line, "answer");
        int mark = answer.lastIndexOf(MARK);
        String gold =
                mark < 0 ? "" : answer.substring(mark + MARK.length()).strip().replace(",", "");
        if (gold.isEmpty()) {
            throw new IllegalArgumentException("The answer has no '#### <number>' at its end.");
        }
        return new Question(Fields.id(source, text), source, text, gold, answer, "gsm8k", 0L, Map.of());
    }
}
