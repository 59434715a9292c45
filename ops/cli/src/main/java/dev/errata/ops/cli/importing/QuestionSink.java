package dev.errata.ops.cli.importing;

import dev.errata.schemas.Question;

/** Receives the entries of a question file in their order. */
public interface QuestionSink {

    /**
     * A question.
     *
     * @param place 1-based line or list element of the file
     */
    void question(long place, Question question);

    /** A malformed entry, with one sentence that says why. */
    void malformed(long place, String why);
}
