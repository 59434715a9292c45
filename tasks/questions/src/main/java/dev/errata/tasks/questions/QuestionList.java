package dev.errata.tasks.questions;

import dev.errata.schemas.Question;
import dev.errata.tasks.questions.records.FilePlace;
import java.util.ArrayList;
import java.util.List;

/** Keeps the questions and the refused records of files in memory. */
public final class QuestionList implements QuestionSink {

    private final List<Question> questions = new ArrayList<>();
    private final List<RefusedRecord> refused = new ArrayList<>();

    /** The questions, in the order of the files. */
    public List<Question> questions() {
        return questions;
    }

    /** The records that were refused, in the order of the files. */
    public List<RefusedRecord> refused() {
        return refused;
    }

    @Override
    public void question(FilePlace place, Question question) {
        questions.add(question);
    }

    @Override
    public void refused(RefusedRecord record) {
        refused.add(record);
    }
}
