package dev.errata.rewards.rules;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.schemas.Verdict;
import java.time.Clock;

/**
 * Makes the records of verdicts and evaluation-verdicts. Every text in them is abbreviated, so that a verdict always
 * fits into a record.
 *
 * @param clock stamps the verdict
 */
public record VerdictRecords(Clock clock) {

    /** The verdict on an answer, by its judgment. */
    public Verdict.Builder of(String rolloutId, Judgment judgment) {
        Verdict.Builder verdict = empty(rolloutId).setCorrect(judgment.correct());
        String extracted = judgment.extracted();
        if (extracted != null) {
            verdict.setExtractedAnswer(Rejections.abbreviated(extracted));
        }
        String mark = judgment.mark();
        if (mark != null) {
            verdict.setMark(mark);
        }
        Double score = judgment.score();
        if (score != null) {
            verdict.setScore(score);
        }
        return verdict;
    }

    /** The record that says why an answer has no verdict. */
    public Verdict.Builder failed(String rolloutId, String why) {
        return empty(rolloutId).setCorrect(false).setFailure(Rejections.abbreviated(why));
    }

    private Verdict.Builder empty(String rolloutId) {
        return Verdict.newBuilder()
                .setRolloutId(Rejections.abbreviated(rolloutId))
                .setJudgedAt(clock.millis());
    }
}
