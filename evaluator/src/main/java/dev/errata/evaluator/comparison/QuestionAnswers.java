package dev.errata.evaluator.comparison;

import java.util.BitSet;

/** The judged answers of one policy to one question. Not thread-safe. */
public final class QuestionAnswers {

    private final String id;
    private final String text;
    private final BitSet samples = new BitSet();
    private int right;
    private String firstAnswer = "";

    QuestionAnswers(String id, String text) {
        this.id = id;
        this.text = text;
    }

    boolean add(AnswerOutcome outcome) {
        if (samples.get(outcome.sample())) {
            return false;
        }
        samples.set(outcome.sample());
        right += outcome.correct() ? 1 : 0;
        if (outcome.sample() == 0) {
            firstAnswer = outcome.text();
        }
        return true;
    }

    /** Id of the question. */
    public String id() {
        return id;
    }

    /** Text of the question; empty if unknown. */
    public String text() {
        return text;
    }

    /** The answer of sample 0; empty if unknown. */
    public String firstAnswer() {
        return firstAnswer;
    }

    /** Number of answers. */
    public int answers() {
        return samples.cardinality();
    }

    /** Share of right answers, 0 to 1. */
    public double share() {
        return (double) right / answers();
    }
}
