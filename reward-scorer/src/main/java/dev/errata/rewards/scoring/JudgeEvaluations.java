package dev.errata.rewards.scoring;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewards.rules.Rejections;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Judges evaluation answers by the rules that rewards are given by. Every one gets a verdict, for somebody waits for it;
 * an answer whose task has no rule is wrong. Texts are shortened, and headers left out, so that a verdict always fits into a
 * record.
 */
final class JudgeEvaluations extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private final Judge judge;
    private final Clock clock;
    private final ScoringCounters counters;

    JudgeEvaluations(Judge judge, Clock clock, ScoringCounters counters) {
        this.judge = judge;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Rollout rollout = (Rollout) record.value();
        Judgment judgment = judge(rollout);
        String id = Rejections.shown(rollout.getRolloutId());
        Verdict.Builder verdict = Verdict.newBuilder()
                .setRolloutId(id)
                .setCorrect(judgment.correct())
                .setJudgedAt(clock.millis());
        String extracted = judgment.extracted();
        if (extracted != null) {
            verdict.setExtractedAnswer(Rejections.shown(extracted));
        }
        counters.judged(judgment.correct());
        context().forward(new Record<>(id, verdict.build(), record.timestamp()));
    }

    private Judgment judge(Rollout rollout) {
        try {
            return judge.judge(rollout).orElse(new Judgment(false, null));
        } catch (RuntimeException broken) {
            // An answer that breaks a rule costs that answer, and the counter of wrong ones shows it.
            return new Judgment(false, null);
        }
    }
}
