package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.Scored;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings and logs an objective refuses, and with which message. */
class ObjectivesTest {

    private static final List<String> NAMES =
            List.of("rlmec", "rlmec-official", "sft", "sft-on-rewrites", "rft", "dpo", "ppo", "ppo-a2c", "grpo");

    @Test
    void eachObjectiveIsFoundByItsName() {
        for (String name : NAMES) {
            assertThat(Objectives.named(name, TestSettings.DEFAULTS).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> Objectives.named("rlmek", TestSettings.DEFAULTS))
                .hasMessageContaining("learner.objective is 'rlmek'")
                .hasMessageContaining("rlmec-official, sft, sft-on-rewrites, rft, dpo, ppo, ppo-a2c or grpo");
    }

    @ParameterizedTest(name = "learner.{1}={2}")
    @CsvSource({
        "rlmec, dual-clip, 0.5",
        "rlmec, clip-low, 1.3",
        "rlmec-official, clip-low, NaN",
        "ppo, clip-high, 0",
        "grpo, kl-weight, -1",
        "ppo-a2c, discount, 1.1",
        "ppo-a2c, gae-lambda, -0.1",
        "ppo-a2c, value-weight, 0",
        "dpo, dpo-beta, 0",
        "rlmec, rl-weight, -1",
        "rlmec-official, imitation-weight, -1"
    })
    void aSettingOutsideItsRangeIsRefusedByName(String objective, String key, String value) {
        refused(
                objective,
                TestSettings.defaults().with("learner." + key, value).settings(),
                "learner." + key + " is " + Double.parseDouble(value) + " but must be ");
    }

    @Test
    void anImportanceCapBelow0IsRefusedByName() {
        refused(
                "rlmec",
                TestSettings.defaults().decoupled(-1).settings(),
                "learner.importance-cap is -1.0 but must be");
    }

    @Test
    void aSettingThatTheObjectiveDoesNotUseIsRefusedByName() {
        ObjectiveSettings dual = TestSettings.defaults().clipping(0.3, 0.3, 3).settings();
        ObjectiveSettings decoupled = TestSettings.defaults().decoupled(2).settings();
        ObjectiveSettings held = TestSettings.defaults().kl(0.1, KlEstimator.K2).settings();
        ObjectiveSettings noRl = TestSettings.defaults().weights(0, 1).settings();
        ObjectiveSettings nothing = TestSettings.defaults().weights(0, 0).settings();

        refused("rlmec-official", dual, "learner.dual-clip");
        refused("rlmec-official", decoupled, "learner.proximal-policy");
        refused("dpo", decoupled, "learner.proximal-policy");
        refused("sft", held, "learner.kl-weight");
        refused("grpo", noRl, "learner.rl-weight");
        refused("rlmec", nothing, "nothing is left");
        assertThatCode(() -> Objectives.named("rlmec-official", held)).doesNotThrowAnyException();
        assertThatCode(() -> Objectives.named("ppo-a2c", decoupled)).doesNotThrowAnyException();
    }

    /** Each setting with a changed value and the objectives that use it. */
    static Stream<Arguments> settings() {
        String clipped = "rlmec, ppo, ppo-a2c, grpo";
        String rewarded = "rlmec, rlmec-official, ppo, ppo-a2c, grpo";
        TestSettings chosen = TestSettings.defaults();
        return Stream.of(
                Arguments.of("rl-weight", chosen.weights(2, 1), "rlmec, rlmec-official"),
                Arguments.of("imitation-weight", chosen.weights(1, 0.5), "rlmec, rlmec-official"),
                Arguments.of("clip-low", chosen.clipping(0.2, 0.3, 0), rewarded),
                Arguments.of("clip-high", chosen.clipping(0.3, 0.28, 0), rewarded),
                Arguments.of("dual-clip", chosen.clipping(0.3, 0.3, 3), clipped),
                Arguments.of("proximal-policy", chosen.decoupled(2), clipped),
                Arguments.of("importance-cap", chosen.with("learner.importance-cap", 3), ""),
                Arguments.of("importance-cap", chosen.decoupled(3), clipped),
                Arguments.of("kl-weight", chosen.kl(0.1, KlEstimator.K2), rewarded),
                Arguments.of("kl-estimator", chosen.kl(0, KlEstimator.K3), ""),
                Arguments.of("kl-estimator", chosen.kl(0.1, KlEstimator.K3), rewarded),
                Arguments.of("discount", chosen.critic(0.99, 0.95, 0.1), "ppo-a2c"),
                Arguments.of("gae-lambda", chosen.critic(1, 0.9, 0.1), "ppo-a2c"),
                Arguments.of("value-weight", chosen.critic(1, 0.95, 0.5), "ppo-a2c"),
                Arguments.of("dpo-beta", chosen.with("learner.dpo-beta", 0.5), "dpo"),
                Arguments.of("divide-by-std", chosen.undivided(), "grpo"));
    }

    @ParameterizedTest(name = "learner.{0} is used by {2}")
    @MethodSource("settings")
    void aChangedSettingIsAcceptedByTheObjectivesThatUseItAndRefusedByAllOthers(
            String key, TestSettings changed, String users) {
        List<String> taken = new ArrayList<>();
        for (String name : NAMES) {
            try {
                Objectives.named(name, changed.settings());
                taken.add(name);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("leave it at its default");
            }
        }
        assertThat(String.join(", ", taken)).isEqualTo(users);
    }

    @Test
    void everySettingIsAmongThoseTested() {
        assertThat(settings().map(arguments -> "learner." + arguments.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        TestSettings.DEFAULTS.values().keySet());
    }

    @Test
    void theErrorNamesTheSettingItsValueAndItsDefault() {
        refused(
                "rlmec",
                TestSettings.defaults().kl(0, KlEstimator.K3).settings(),
                "learner.kl-estimator is k3, which rlmec does not use with its other settings: leave it at its default,"
                        + " k2.");
    }

    private static void refused(String name, ObjectiveSettings settings, String words) {
        assertThatThrownBy(() -> Objectives.named(name, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "rlmec, INSTANCE",
        "rlmec-official, INSTANCE",
        "sft-on-rewrites, INSTANCE",
        "ppo, TOKENS",
        "ppo-a2c, TOKENS",
        "grpo, TOKENS",
        "grpo, INSTANCE_WITH_REWRITE",
        "dpo, TOKENS"
    })
    void aLogWithTheWrongRewardsIsRefusedWithTheSettingToChange(String name, RewardKind kind) {
        ScoredRollout scored = Scored.group("q/0/1", 0, true, false).get(0);
        scored.setRewardKind(kind);
        LearningObjective objective = Objectives.named(name, TestSettings.DEFAULTS);
        assertThatThrownBy(() -> objective.requirements().require(name, scored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("learner.objective=" + name)
                .hasMessageContaining("scorer.rewards=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpo", "dpo"})
    void anObjectiveThatComparesAnswersNeedsGroups(String name) {
        ScoredRollout scored = Scored.group("q/0/1", 0, true, false).get(0);
        LearningObjective objective = Objectives.named(name, TestSettings.DEFAULTS);
        assertThatCode(() -> objective.requirements().require(name, scored)).doesNotThrowAnyException();
        ScoredRollout alone = Scored.correct("q/0/1#0", 0);
        alone.setRewardKind(RewardKind.INSTANCE);
        assertThatThrownBy(() -> objective.requirements().require(name, alone))
                .hasMessageContaining("scorer.groups=true")
                .hasMessageContaining("actor.groups=true");
    }

    @Test
    void sftAndRftAcceptEveryKindOfRewardAndRlmecOnlyThoseOfTheRewardModel() {
        for (String name : List.of("sft", "rft")) {
            assertThat(Objectives.named(name, TestSettings.DEFAULTS)
                            .requirements()
                            .kinds())
                    .containsExactly(RewardKind.values());
        }
        assertThat(Objectives.named("rlmec", TestSettings.DEFAULTS)
                        .requirements()
                        .kinds())
                .containsExactly(RewardKind.TOKENS, RewardKind.INSTANCE_WITH_REWRITE);
    }
}
