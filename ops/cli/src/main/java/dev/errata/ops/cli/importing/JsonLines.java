package dev.errata.ops.cli.importing;

import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import java.io.IOException;
import java.nio.file.Path;

/** JSON lines with the fields of the event {@code Question}; the source of the import replaces the one in the file. */
final class JsonLines implements QuestionFormat.Reading {

    @Override
    public void read(Path file, String source, QuestionSink sink) throws IOException {
        Lines.each(file, (number, line) -> {
            Question question;
            try {
                question = QuestionJson.read(line, source);
            } catch (UnreadableQuestionException unreadable) {
                sink.malformed(number, String.valueOf(unreadable.getMessage()));
                return;
            }
            question.setSource(source);
            sink.question(number, question);
        });
    }
}
