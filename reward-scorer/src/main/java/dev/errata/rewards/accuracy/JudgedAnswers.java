package dev.errata.rewards.accuracy;

import dev.errata.schemas.JudgedAnswer;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Makes the records of judged-answers, which are small: a question's id and a few numbers. */
public final class JudgedAnswers {

    /** Longest key, characters. A question with a longer id is not counted. */
    private static final int MAX_KEY_LENGTH = 1_000;

    private JudgedAnswers() {}

    /**
     * The judged answer of a rollout's outcome. A rejected rollout counts as well if its answer was judged: a repeated
     * answer, or one whose rewrite failed, still tells how hard its question is.
     *
     * @param outcome a ScoredRollout or a RejectedRollout
     * @return empty where there is no verdict or no policy version
     */
    public static Optional<JudgedAnswer> of(Rollout rollout, SpecificRecord outcome) {
        Boolean correct = outcome instanceof ScoredRollout score
                ? Boolean.valueOf(score.getCorrect())
                : ((RejectedRollout) outcome).getCorrect();
        if (correct == null || rollout.getVersionSpans().isEmpty()) {
            return Optional.empty();
        }
        Question question = rollout.getQuestion();
        return Optional.of(JudgedAnswer.newBuilder()
                .setSource(question.getSource())
                .setQuestionId(question.getId())
                .setAsk(question.getAsk())
                .setGroupSize(Math.max(0, rollout.getGroupSize()))
                .setPolicyVersion(rollout.getVersionSpans().get(0).getPolicyVersion())
                .setCorrect(correct)
                .build());
    }

    /** The key of an answer's question, {@code <source>/<question id>}; empty where it is too long to be counted. */
    public static Optional<String> key(JudgedAnswer answer) {
        int length = answer.getSource().length() + 1 + answer.getQuestionId().length();
        return length <= MAX_KEY_LENGTH
                ? Optional.of(answer.getSource() + "/" + answer.getQuestionId())
                : Optional.empty();
    }
}
