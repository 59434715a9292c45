package dev.errata.rewards.scoring;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewards.rules.Rejections;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Judges evaluation answers by the rules that rewards are given by. Every answer gets a verdict, because the evaluator
 * waits for it; an answer whose task has no rule is wrong. Texts are abbreviated and headers left out, so that a
 * verdict always fits into a record.
 */
final class JudgeEvaluations extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private final ScoringAdmission admission;
    private final Clock clock;
    private final ScoringCounters counters;

    JudgeEvaluations(ScoringAdmission admission, Clock clock, ScoringCounters counters) {
        this.admission = admission;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Rollout rollout = (Rollout) record.value();
        Judgment judgment = judge(rollout);
        String id = Rejections.abbreviated(rollout.getRolloutId());
        Verdict.Builder verdict = Verdict.newBuilder()
                .setRolloutId(id)
                .setCorrect(judgment.correct())
                .setJudgedAt(clock.millis());
        String extracted = judgment.extracted();
        if (extracted != null) {
            verdict.setExtractedAnswer(Rejections.abbreviated(extracted));
        }
        String mark = judgment.mark();
        if (mark != null) {
            verdict.setMark(mark);
        }
        counters.judged(judgment.correct());
        context().forward(new Record<>(id, verdict.build(), record.timestamp()));
    }

    private Judgment judge(Rollout rollout) {
        try {
            return admission.judge(rollout).orElse(Judgment.NO_ANSWER);
        } catch (RuntimeException brokenRule) {
            // An answer that breaks a rule costs only that answer; the counter of wrong answers shows it.
            return Judgment.NO_ANSWER;
        }
    }
}
