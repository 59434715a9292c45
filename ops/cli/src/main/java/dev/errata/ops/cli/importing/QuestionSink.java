package dev.errata.ops.cli.importing;

import dev.errata.schemas.Question;

/** Receives what a question file holds, in its order. */
public interface QuestionSink {

    /**
     * A question.
     *
     * @param place 1-based line, or element of a list, that it came from
     */
    void question(long place, Question question);

    /** A place that holds no question, and one sentence on why. */
    void malformed(long place, String why);
}
