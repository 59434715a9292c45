package dev.errata.rewards.worker;

import dev.errata.rewardmodel.Answer;
import dev.errata.rewardmodel.Assessment;
import dev.errata.rewardmodel.Assessment.Draft;
import dev.errata.rewardmodel.Assessment.Failure;
import dev.errata.rewardmodel.Assessment.Scored;
import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.Location.Outcome;
import dev.errata.rewardmodel.RewardModel;
import dev.errata.rewards.rules.ScoringAdmission;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reviews batches of rollouts: admits them, judges them, has the reward model assess them, and makes token rewards and
 * rewrites of the assessments. Not thread-safe.
 *
 * <p>Rollouts that the topology rejects and bytes that it sets aside are skipped. The topology alone publishes
 * rejections and dead letters, so that each record has only one.
 */
public final class RolloutReview {

    private final ScoringAdmission admission;
    private final Supplier<RewardModel> models;
    private final RewardModelWire wire;
    private final Clock clock;
    private final MeterRegistry meters;

    /**
     * A review.
     *
     * @param models gives the reward model of the next batch; a batch has one model
     */
    public RolloutReview(
            ScoringAdmission admission,
            Supplier<RewardModel> models,
            RewardModelWire wire,
            Clock clock,
            MeterRegistry meters) {
        this.admission = admission;
        this.models = models;
        this.wire = wire;
        this.clock = clock;
        this.meters = meters;
    }

    /** An admitted rollout, its partition, and whether its answer is right. */
    private record Admitted(Rollout rollout, int partition, boolean correct) {}

    /**
     * Reviews a batch: token rewards for each admitted rollout, and a rewrite for each wrong one that could be
     * assessed.
     */
    public List<ProducerRecord<String, byte[]>> review(List<ConsumerRecord<String, byte[]>> records) {
        RewardModel model = models.get();
        List<Admitted> admitted = records.stream()
                .flatMap(record ->
                        wire.read(record.value()).flatMap(rollout -> admit(rollout, record.partition())).stream())
                .toList();
        long start = System.nanoTime();
        List<Assessment> assessments =
                model.assess(admitted.stream().map(RolloutReview::answer).toList());
        meters.timer("errata.reward.model.batch").record(Duration.ofNanos(System.nanoTime() - start));
        meters.counter("errata.reward.model.rollouts", "admitted", "true").increment(admitted.size());
        meters.counter("errata.reward.model.rollouts", "admitted", "false").increment(records.size() - admitted.size());
        List<ProducerRecord<String, byte[]>> reviews = new ArrayList<>();
        for (int i = 0; i < admitted.size(); i++) {
            reviews.addAll(records(admitted.get(i), assessments.get(i), model.version()));
        }
        return reviews;
    }

    private Optional<Admitted> admit(Rollout rollout, int partition) {
        try {
            return admission.refuse(rollout).isPresent()
                    ? Optional.empty()
                    : admission.judge(rollout).map(judgment -> new Admitted(rollout, partition, judgment.correct()));
        } catch (RuntimeException brokenRule) {
            // The topology meets the same exception and rejects the rollout with it.
            return Optional.empty();
        }
    }

    private static Answer answer(Admitted admitted) {
        Question question = admitted.rollout().getQuestion();
        int[] tokens = admitted.rollout().getAnswerTokens().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        return new Answer(question.getText(), question.getReference(), tokens, !admitted.correct());
    }

    /** The records of one assessment, or one that says that they are too large. */
    private List<ProducerRecord<String, byte[]>> records(Admitted admitted, Assessment assessment, String version) {
        List<ProducerRecord<String, byte[]>> records = assessment.fold(
                scored -> scored(admitted, scored, version),
                unreadable -> List.of(failed(admitted, unreadable.failure(), version)));
        return records.stream().allMatch(wire::fits) ? records : List.of(failed(admitted, Failure.TOO_LONG, version));
    }

    private List<ProducerRecord<String, byte[]>> scored(Admitted admitted, Scored scored, String version) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        Draft draft = scored.draft();
        if (draft != null) {
            count(draft.location());
            records.add(wire.write(rewrite(admitted.rollout(), draft, version), admitted.partition()));
        }
        TokenRewards rewards = tokenRewards(admitted.rollout(), version)
                .setProbabilities(NumberLists.of(scored.probabilities()))
                .build();
        records.add(wire.write(rewards, admitted.partition()));
        return records;
    }

    private ProducerRecord<String, byte[]> failed(Admitted admitted, Failure failure, String version) {
        TokenRewards none = tokenRewards(admitted.rollout(), version)
                .setProbabilities(List.of())
                .setFailure(failure.text())
                .build();
        return wire.write(none, admitted.partition());
    }

    private TokenRewards.Builder tokenRewards(Rollout rollout, String version) {
        return TokenRewards.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setRewardModelVersion(version)
                .setScoredAt(clock.millis());
    }

    private Rewrite rewrite(Rollout rollout, Draft draft, String version) {
        Rewrite.Builder rewrite = Rewrite.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setTokens(NumberLists.of(draft.tokens()))
                .setText(draft.text())
                .setFinishReason(draft.stopped() ? FinishReason.STOP : FinishReason.LENGTH)
                .setEdits(draft.edits())
                .setRewardModelVersion(version)
                .setRewrittenAt(clock.millis());
        Location location = draft.location();
        if (location != null && location.outcome() == Outcome.LOCATED) {
            rewrite.setFirstWrongStep(location.step());
        }
        return rewrite.build();
    }

    /** Counts the outcomes of locating; after any other than {@code LOCATED} the whole answer was rewritten. */
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
