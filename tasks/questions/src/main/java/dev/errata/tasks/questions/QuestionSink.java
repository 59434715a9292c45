package dev.errata.tasks.questions;

import dev.errata.schemas.Question;
import dev.errata.tasks.questions.records.FilePlace;

/** Receives the records of question files in their order. */
public interface QuestionSink {

    /** A question that was checked: it has a text, and an answer can be judged right. */
    void question(FilePlace place, Question question);

    /** A record that is not a question, or one that no answer can be right for. */
    void refused(RefusedRecord refused);

    /** A question of a subject that was not asked for. */
    default void skipped(FilePlace place) {}

    /** How much of the file or the folder was read so far, bytes. */
    default void progress(long bytes) {}

    /** Whether reading goes on. */
    default boolean wantsMore() {
        return true;
    }
}
