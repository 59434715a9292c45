package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.learner.fakes.TinyPolicy;
import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import dev.errata.policy.training.Formula;
import dev.errata.policy.training.Metric;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.Setting;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting and a metric are added to the clipped surrogate in one place each, and used by name. */
class AddedSettingAndMetricTest {

    /** log pi of three tokens of which two have a reward, and their behavior log-probs, rewards and target weights. */
    private static final float[] LOGP = {-1, -2, -3};

    private static final float[][] CHANNELS = {{-1, -2, 0}, {0.5f, -0.1f, 0}, {0, 0, 1}};

    private static final LearningObjective RLMEC = Objectives.named("rlmec", TestSettings.DEFAULTS);

    /** rlmec with a penalty on the log-probs of rewarded tokens. */
    private static final LearningObjective PENALIZED = new Extended(RLMEC.formula()
            .withStatements(
                    """
                            penalty = torch.sum(logp * mask) / rewarded_tokens
                            least_likely = torch.max(torch.neg(logp) * mask)
                            loss = loss + penalty * penalty_weight
                            """)
            .withSettings(List.of(Setting.number("penalty_weight", 0.25)))
            .withMetrics(List.of(Metric.sum("train/penalty"), Metric.maximum("train/least_likely"))));

    /** rlmec with another formula. */
    private record Extended(Formula formula) implements LearningObjective {

        @Override
        public String name() {
            return "extended";
        }

        @Override
        public Requirements requirements() {
            return RLMEC.requirements();
        }

        @Override
        public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
            return RLMEC.batch(rollouts, policies);
        }
    }

    @Test
    void theAddedSettingChangesTheLossAndTheAddedMetricIsPublishedByItsName() {
        try (ObjectiveScript plain = new ObjectiveScript(RLMEC);
                ObjectiveScript script = new ObjectiveScript(PENALIZED)) {
            assertThat(script.run(LOGP, CHANNELS).loss())
                    .isCloseTo(plain.run(LOGP, CHANNELS).loss() + 0.25 * -1.5, within(1e-6));
            assertThat(script.metrics(LOGP, CHANNELS))
                    .containsEntry("train/penalty", -1.5)
                    .containsEntry("train/least_likely", 2.0)
                    .containsKey("train/policy_loss");
        }
    }

    @Test
    void microBatchesCombineAnAddedMetricAsItIsDeclared(@TempDir Path folder) {
        TrainingSequence one = new TrainingSequence(new int[] {1, 7}, new int[] {3, 4, 2}, CHANNELS);
        TrainingBatch batch = new TrainingBatch(List.of(one, one, one));
        try (Policy policy = Policy.load(TinyPolicy.write(folder.resolve("start"), 5), "cpu");
                Trainer trainer = new Trainer(
                        policy,
                        PENALIZED,
                        OptimizerSettings.defaults(),
                        policy.backend().computeSettings().withTokenBudget(4))) {
            float[] logp = policy.logProbs(List.of(one.prompt()), List.of(one.answer()), 1)
                    .get(0);
            StepResult result = trainer.step(batch, 0);
            Map<String, Double> metrics = PENALIZED.metrics(result.metrics(), batch);
            assertThat(metrics.get("train/penalty")).isCloseTo((logp[0] + logp[1]) / 2.0, within(1e-5));
            assertThat(metrics.get("train/least_likely")).isCloseTo(-Math.min(logp[0], logp[1]), within(1e-5));
        }
    }

    @Test
    void aNameDeclaredTwiceIsRefused() {
        assertThatThrownBy(() -> RLMEC.formula().withSettings(List.of(Setting.number("clip_low", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("declares 'clip_low' twice");
    }

    @Test
    void aMetricThatTheScriptDoesNotAssignIsRefusedByName() {
        Formula incomplete = RLMEC.formula().withMetrics(List.of(Metric.sum("train/forgotten")));
        assertThatThrownBy(() -> new ObjectiveScript(new Extended(incomplete))).hasMessageContaining("forgotten");
    }
}
