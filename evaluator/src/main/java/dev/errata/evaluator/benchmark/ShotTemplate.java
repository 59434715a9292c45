package dev.errata.evaluator.benchmark;

/**
 * How a question and its answer are written: an example with both, the measured question up to its answer.
 *
 * @param text the form, with {@code {question}} and after it {@code {answer}}
 */
public record ShotTemplate(String text) {

    private static final String QUESTION = "{question}";
    private static final String ANSWER = "{answer}";

    /** The question and nothing else. */
    static final ShotTemplate QUESTION_ALONE = new ShotTemplate(QUESTION + ANSWER);

    /** Checks that both places are there, in their order. */
    public ShotTemplate {
        int question = text.indexOf(QUESTION);
        if (question < 0 || text.indexOf(ANSWER) < question) {
            throw new IllegalArgumentException("The template '" + text + "' has no " + QUESTION + " with " + ANSWER
                    + " after it: write both, such as 'Question: {question}\\nAnswer: {answer}'.");
        }
    }

    /**
     * The usual form of a task: Problem and Solution for {@code math} (Lewkowycz et al. 2022, arXiv:2206.14858),
     * Question and Answer for all others.
     */
    static ShotTemplate ofTask(String task) {
        return new ShotTemplate(
                task.equals("math")
                        ? "Problem:\n{question}\n\nSolution:\n{answer}"
                        : "Question: {question}\nAnswer: {answer}");
    }

    /** A worked example. */
    String example(String question, String answer) {
        int place = text.indexOf(ANSWER);
        return text.substring(0, place).replace(QUESTION, question) + answer + text.substring(place + ANSWER.length());
    }

    /** The measured question, up to where its answer begins; no blank before that, since answers begin with theirs. */
    String asked(String question) {
        int place = text.indexOf(ANSWER);
        int after = text.lastIndexOf(QUESTION, place) + QUESTION.length();
        return text.substring(0, after).replace(QUESTION, question)
                + text.substring(after, place).stripTrailing();
    }

    /** What every block begins with; may be empty. */
    String beginning() {
        return text.substring(0, text.indexOf(QUESTION)).strip();
    }
}
