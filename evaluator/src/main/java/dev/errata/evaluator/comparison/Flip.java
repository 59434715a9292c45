package dev.errata.evaluator.comparison;

/**
 * A question that the two policies answer differently well.
 *
 * @param id id of the question
 * @param question its text; empty if unknown
 * @param first share of right answers of the first policy, 0 to 1
 * @param second share of right answers of the second policy, 0 to 1
 * @param firstAnswer an answer of the first policy; empty if unknown
 * @param secondAnswer an answer of the second policy; empty if unknown
 */
public record Flip(String id, String question, double first, double second, String firstAnswer, String secondAnswer) {

    static Flip of(QuestionAnswers first, QuestionAnswers second) {
        String text = first.text().isEmpty() ? second.text() : first.text();
        return new Flip(first.id(), text, first.share(), second.share(), first.firstAnswer(), second.firstAnswer());
    }

    /** Share of the second policy less that of the first. */
    public double change() {
        return second - first;
    }
}
