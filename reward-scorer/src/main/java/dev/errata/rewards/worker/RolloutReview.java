package dev.errata.rewards.worker;

import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.rewrite.Answer;
import dev.errata.rewardmodel.rewrite.Assessment;
import dev.errata.rewardmodel.rewrite.Assessment.Draft;
import dev.errata.rewardmodel.rewrite.Assessment.Failure;
import dev.errata.rewardmodel.rewrite.Assessment.Scored;
import dev.errata.rewardmodel.rewrite.Location;
import dev.errata.rewardmodel.rewrite.Location.Outcome;
import dev.errata.rewardmodel.rewrite.RewardModel;
import dev.errata.rewards.rules.Admission;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.NumberLists;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.TokenRewards;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * From rollouts to token rewards and rewrites: admit, judge, have the reward model assess, write down.
 *
 * <p>Rollouts that the topology rejects on sight, and bytes that it sets aside, are skipped without a word: one record has
 * one rejection or one dead letter, and those are the topology's.
 */
public final class RolloutReview {

    private final Admission admission;
    private final RewardModel rewardModel;
    private final RewardModelWire wire;
    private final Clock clock;
    private final MeterRegistry meters;

    public RolloutReview(
            Admission admission, RewardModel rewardModel, RewardModelWire wire, Clock clock, MeterRegistry meters) {
        this.admission = admission;
        this.rewardModel = rewardModel;
        this.wire = wire;
        this.clock = clock;
        this.meters = meters;
    }

    /** A rollout worth reviewing, and the partition that it lies in. */
    private record Admitted(Rollout rollout, int partition) {}

    /** Reviews a batch: token rewards for each admitted rollout, and a rewrite for each wrong one that could be read. */
    public List<ProducerRecord<String, byte[]>> review(List<ConsumerRecord<String, byte[]>> records) {
        List<Admitted> admitted = records.stream()
                .flatMap(record -> wire
                        .read(record.value())
                        .filter(this::admits)
                        .map(rollout -> new Admitted(rollout, record.partition()))
                        .stream())
                .toList();
        long start = System.nanoTime();
        List<Assessment> assessments = rewardModel.assess(
                admitted.stream().map(one -> answer(one.rollout())).toList());
        meters.timer("errata.reward.model.batch").record(Duration.ofNanos(System.nanoTime() - start));
        meters.counter("errata.reward.model.rollouts", "admitted", "true").increment(admitted.size());
        meters.counter("errata.reward.model.rollouts", "admitted", "false").increment(records.size() - admitted.size());
        List<ProducerRecord<String, byte[]>> written = new ArrayList<>();
        for (int i = 0; i < admitted.size(); i++) {
            written.addAll(said(admitted.get(i), assessments.get(i)));
        }
        return written;
    }

    private boolean admits(Rollout rollout) {
        try {
            return admission.refuse(rollout).isEmpty();
        } catch (RuntimeException broken) {
            // The topology meets the same exception and rejects the rollout with it.
            return false;
        }
    }

    private Answer answer(Rollout rollout) {
        Question question = rollout.getQuestion();
        int[] tokens =
                rollout.getAnswerTokens().stream().mapToInt(Integer::intValue).toArray();
        boolean correct = admission.judge(rollout).map(Judgment::correct).orElse(false);
        return new Answer(question.getText(), question.getReference(), tokens, !correct);
    }

    /** What is sent of one assessment: all of it, or that it does not fit into records. */
    private List<ProducerRecord<String, byte[]>> said(Admitted admitted, Assessment assessment) {
        List<ProducerRecord<String, byte[]>> said = assessment.fold(
                scored -> scored(admitted, scored), unreadable -> List.of(failed(admitted, unreadable.failure())));
        return said.stream().allMatch(wire::fits) ? said : List.of(failed(admitted, Failure.TOO_LONG));
    }

    private List<ProducerRecord<String, byte[]>> scored(Admitted admitted, Scored scored) {
        List<ProducerRecord<String, byte[]>> said = new ArrayList<>();
        Draft draft = scored.draft();
        if (draft != null) {
            count(draft.location());
            said.add(wire.write(rewrite(admitted.rollout(), draft), admitted.partition()));
        }
        TokenRewards rewards = tokenRewards(admitted.rollout())
                .setProbabilities(NumberLists.of(scored.probabilities()))
                .build();
        said.add(wire.write(rewards, admitted.partition()));
        return said;
    }

    private ProducerRecord<String, byte[]> failed(Admitted admitted, Failure failure) {
        TokenRewards none = tokenRewards(admitted.rollout())
                .setProbabilities(List.of())
                .setFailure(failure.text())
                .build();
        return wire.write(none, admitted.partition());
    }

    private TokenRewards.Builder tokenRewards(Rollout rollout) {
        return TokenRewards.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setRewardModelVersion(rewardModel.version())
                .setScoredAt(clock.millis());
    }

    private Rewrite rewrite(Rollout rollout, Draft draft) {
        Rewrite.Builder rewrite = Rewrite.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setTokens(NumberLists.of(draft.tokens()))
                .setText(draft.text())
                .setFinishReason(draft.stopped() ? FinishReason.STOP : FinishReason.LENGTH)
                .setEdits(draft.edits())
                .setRewardModelVersion(rewardModel.version())
                .setRewrittenAt(clock.millis());
        Location location = draft.location();
        if (location != null && location.outcome() == Outcome.LOCATED) {
            rewrite.setFirstWrongStep(location.step());
        }
        return rewrite.build();
    }

    /** A location other than {@code LOCATED} has left the rewrite to itself. */
    private void count(@Nullable Location location) {
        if (location != null) {
            meters.counter(
                            "errata.reward.model.locations",
                            "outcome",
                            location.outcome().name())
                    .increment();
        }
    }
}
