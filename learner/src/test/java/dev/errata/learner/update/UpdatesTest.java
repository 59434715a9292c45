package dev.errata.learner.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.batch.Batch;
import dev.errata.learner.batch.BatchBuilder;
import dev.errata.learner.batch.BatchPlan;
import dev.errata.learner.batch.PolicyLimits;
import dev.errata.learner.fakes.FakePolicies;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.TestSettings;
import dev.errata.policy.training.DivergenceException;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.LearnerStep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdatesTest {

    private static final List<String> STANDARD = List.of(
            "train/loss",
            "train/policy_loss",
            "train/imitation_loss",
            "train/grad_norm",
            "train/lr",
            "ppo/clip_frac",
            "ppo/clip_frac_high",
            "ppo/clip_frac_low",
            "ppo/approx_kl_k1",
            "ppo/approx_kl_k3",
            "is/ratio_mean",
            "is/ratio_max",
            "is/ratio_min",
            "is/ess",
            "reward/mean",
            "len/mean",
            "lag/version_mean",
            "lag/version_max",
            "thr/learner_tok_s",
            "thr/samples_s",
            "time/learner_wait");

    private final LearningObjective objective = Objectives.named("rlmec", TestSettings.DEFAULTS);
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(99), ZoneOffset.UTC);
    private boolean diverging;

    @Test
    void anUpdateReportsItsMetricsUnderTheirStandardNames() {
        LearnerStep step = updates().update(batch(), 10, 6);

        assertThat(step.getMetrics()).containsKeys(STANDARD.toArray(String[]::new));
        assertThat(step.getMetrics())
                .containsEntry("train/loss", 0.25)
                .containsEntry("train/grad_norm", 2.0)
                .containsEntry("train/lr", 5e-4 * 10 / 20)
                .containsEntry("len/mean", 3.0)
                .containsEntry("reward/correct_frac", 0.5)
                .containsEntry("lag/version_max", 3.0);
        assertThat(step.getMetrics().get("reward/mean")).isCloseTo((0.8 - 0.1) / 6, within(1e-6));
        assertThat(step.getUpdate()).isEqualTo(10);
        assertThat(step.getPolicyVersion()).isEqualTo(6);
        assertThat(step.getRollouts()).isEqualTo(2);
        // Of the wrong answer only the tokens up to its last reward.
        assertThat(step.getTokens()).isEqualTo(3 + 2 + 4);
        assertThat(step.getStalenessMax()).isEqualTo(3);
        assertThat(step.getStalenessMean()).isEqualTo(2);
        assertThat(step.getSteppedAt()).isEqualTo(99);
    }

    @Test
    void aStepThatDivergesNamesUpdateVersionTermRecordsAndRemedy() {
        diverging = true;
        assertThatThrownBy(() -> updates().update(batch(), 10, 6))
                .isInstanceOf(DivergenceException.class)
                // Update 10 of a warm-up of 20.
                .hasMessage("Update 10, after version 6, diverged on scored-rollouts-0 [0, 2): the loss is NaN."
                        + " learner.learning-rate is 5.0E-4, of which the schedule gave this update 2.5E-4.");
    }

    private Updates updates() {
        return new Updates(new ScriptedPolicy(), objective, new LearningRate(5e-4, 20, 2000), clock);
    }

    private Batch batch() {
        BatchPlan plan = new BatchPlan("scored-rollouts", 2, objective, new FakePolicies());
        BatchBuilder builder = new BatchBuilder(plan, Map.of(0, 0L));
        builder.add(new Admitted(List.of(Scored.correct("a", 5), Scored.wrong("b", 3)), List.of(), List.of()));
        return builder.build(Map.of(0, 2L));
    }

    private final class ScriptedPolicy extends FakePolicies implements TrainablePolicy {

        @Override
        public PolicyLimits limits() {
            return new PolicyLimits(10, 20);
        }

        @Override
        public StepResult step(TrainingBatch batch, double learningRate) {
            if (diverging) {
                throw new DivergenceException("the loss is NaN");
            }
            Map<String, Double> returned = new HashMap<>();
            objective.formula().returned().forEach(metric -> returned.put(metric.name(), 1.0));
            return new StepResult(0.25, 2.0, returned);
        }

        @Override
        public void saveWeights(Path folder) {}

        @Override
        public void saveOptimizer(Path file) {}

        @Override
        public void loadOptimizer(Path file) {}

        @Override
        public void close() {}
    }
}
