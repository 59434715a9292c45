package dev.errata.ops.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.tasks.questions.QuestionSink;
import dev.errata.tasks.questions.RefusedRecord;
import dev.errata.tasks.questions.records.FilePlace;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Takes each question of the files once: a question that is there already is not published again, and one whose id is
 * there with another content is refused.
 */
public final class QuestionImport implements QuestionSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the questions that are taken go. */
    public interface Target {
        /** Publishes a question. */
        void publish(Question question);
    }

    private final KnownQuestions known;
    private final ImportReport report;
    private final Target target;
    private final Choices choices;
    private long published;
    private long same;
    private long replaced;
    private long ofEarlierFiles;
    private long ofThisFile;

    /**
     * What an import does.
     *
     * @param replace whether a question is published though its id is there with another content
     * @param limit most questions that are taken or are there already
     * @param progress receives how much of all files was read, bytes
     */
    public record Choices(boolean replace, long limit, LongConsumer progress) {}

    /** An import of questions into a target. */
    public QuestionImport(KnownQuestions known, ImportReport report, Target target, Choices choices) {
        this.known = known;
        this.report = report;
        this.target = target;
        this.choices = choices;
    }

    @Override
    public void question(FilePlace place, Question question) {
        KnownQuestions.State state = known.state(question);
        if (state == KnownQuestions.State.SAME) {
            same++;
            return;
        }
        if (state == KnownQuestions.State.OTHER && !choices.replace()) {
            report.refused(new RefusedRecord(
                    place,
                    "The id '" + question.getId() + "' is there with another text, gold answer, reference or task:"
                            + " choose another id, or publish this one too with --replace.",
                    record(question)));
            return;
        }
        target.publish(question);
        known.take(question);
        if (state == KnownQuestions.State.OTHER) {
            replaced++;
        } else {
            published++;
        }
    }

    @Override
    public void refused(RefusedRecord refused) {
        report.refused(refused);
    }

    @Override
    public void skipped(FilePlace place) {
        report.skipped();
    }

    @Override
    public void progress(long bytes) {
        if (bytes < ofThisFile) {
            ofEarlierFiles += ofThisFile;
        }
        ofThisFile = bytes;
        choices.progress().accept(ofEarlierFiles + bytes);
    }

    @Override
    public boolean wantsMore() {
        return taken() < choices.limit();
    }

    /** Number of questions that were published under a new id. */
    public long published() {
        return published;
    }

    /** Number of questions that were there already, on the topic or before in the files. */
    public long same() {
        return same;
    }

    /** Number of questions that were published under an id that was there. */
    public long replaced() {
        return replaced;
    }

    /** Number of questions that were published or were there. */
    public long taken() {
        return published + same + replaced;
    }

    private static JsonNode record(Question question) {
        String line = QuestionJson.write(question);
        try {
            return JSON.readTree(line);
        } catch (IOException impossible) {
            return TextNode.valueOf(line);
        }
    }
}
