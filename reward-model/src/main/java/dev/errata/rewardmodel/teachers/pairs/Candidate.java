package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.rewardmodel.teachers.WrongAnswer;
import dev.errata.rewardmodel.training.RewriteExample;
import dev.errata.rewardmodel.training.RewritePair;
import dev.errata.schemas.Question;
import java.util.regex.Pattern;

/**
 * An answer to make a pair of: a wrong answer with its rewrite, or a right answer with itself.
 *
 * @param question its question
 * @param reference the question's worked solution
 * @param answer the answer
 * @param wrong whether it is wrong, so that a teacher is asked
 */
record Candidate(Question question, String reference, String answer, boolean wrong) {

    /** As in RLMEC, two answers are the same if they differ only in line ends, spaces and full stops. */
    private static final Pattern IGNORED = Pattern.compile("[\\n .]");

    /** Identifies a distinct answer to a question. */
    String key() {
        return key(question.getText(), answer);
    }

    static String key(String question, String answer) {
        return question + '\n' + IGNORED.matcher(answer).replaceAll("");
    }

    WrongAnswer toWrongAnswer() {
        return new WrongAnswer(question, reference, answer);
    }

    RewritePair rewritten(String teacher, String rewrite) {
        return new RewritePair(
                question.getId(),
                question.getTask(),
                teacher,
                new RewriteExample(question.getText(), reference, answer, rewrite));
    }
}
