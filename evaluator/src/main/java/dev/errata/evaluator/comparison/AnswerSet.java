package dev.errata.evaluator.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers of one policy, drawn in one way, question by question. Not thread-safe. */
public final class AnswerSet {

    private final String name;
    private final Map<String, QuestionAnswers> questions = new LinkedHashMap<>();

    /** No answers yet. */
    public AnswerSet(String name) {
        this.name = name;
    }

    /** Name of the policy, for people. */
    public String name() {
        return name;
    }

    /**
     * Adds an answer.
     *
     * @param id id of the question
     * @param text text of the question; empty if unknown
     * @return whether it was new; a second answer with the same question and sample is not counted
     */
    public boolean add(String id, String text, AnswerOutcome outcome) {
        return questions
                .computeIfAbsent(id, unknown -> new QuestionAnswers(id, text))
                .add(outcome);
    }

    /** The questions by id, in the order in which they came. */
    public Map<String, QuestionAnswers> questions() {
        return Collections.unmodifiableMap(questions);
    }

    /** Whether no answer was added. */
    public boolean isEmpty() {
        return questions.isEmpty();
    }
}
