package dev.errata.rewards.scoring;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.judge.VerifierFailedException;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.VerdictRecords;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Judges evaluation answers by the rules that rewards are given by; those of HTTP verifiers' tasks are left to the
 * verifiers. Every answer gets a verdict, because the evaluator waits for it; an answer whose task has no rule is
 * wrong. Headers are left out, so that a verdict always fits into a record.
 */
final class JudgeEvaluations extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private final ScoringAdmission admission;
    private final VerdictRecords verdicts;
    private final ScoringCounters counters;

    JudgeEvaluations(ScoringAdmission admission, Clock clock, ScoringCounters counters) {
        this.admission = admission;
        this.verdicts = new VerdictRecords(clock);
        this.counters = counters;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Rollout rollout = (Rollout) record.value();
        if (admission.isExternal(rollout)) {
            return;
        }
        Verdict verdict = judge(rollout);
        counters.judged(verdict.getCorrect());
        context().forward(new Record<>(verdict.getRolloutId(), verdict, record.timestamp()));
    }

    private Verdict judge(Rollout rollout) {
        String id = rollout.getRolloutId();
        Judgment judgment = Judgment.NO_ANSWER;
        try {
            judgment = admission.judge(rollout).orElse(Judgment.NO_ANSWER);
        } catch (VerifierFailedException noRating) {
            return verdicts.failed(id, String.valueOf(noRating.getMessage())).build();
        } catch (RuntimeException brokenRule) {
            // An answer that breaks a rule costs only that answer; the counter of wrong answers shows it.
        }
        return verdicts.of(id, judgment).build();
    }
}
