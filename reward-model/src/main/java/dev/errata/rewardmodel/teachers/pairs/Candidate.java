package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.rewardmodel.teachers.WrongAnswer;
import dev.errata.rewardmodel.training.RewriteExample;
import dev.errata.rewardmodel.training.RewritePair;
import dev.errata.schemas.Question;
import java.util.regex.Pattern;

/**
 * An answer that becomes a pair: a wrong one with its rewrite, or a right one with itself.
 *
 * @param question its question
 * @param reference the question's worked solution
 * @param answer the answer
 * @param wrong whether it is wrong, so that a teacher is asked
 */
record Candidate(Question question, String reference, String answer, boolean wrong) {

    /** As in RLMEC: two answers are the same if only line ends, spaces and full stops tell them apart. */
    private static final Pattern IGNORED = Pattern.compile("[\\n .]");

    /** Same for two answers to one question that are not distinct; never the same for two questions. */
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
