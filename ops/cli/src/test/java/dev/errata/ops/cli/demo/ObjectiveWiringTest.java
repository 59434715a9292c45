package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveWiringTest {

    @ParameterizedTest
    @ValueSource(strings = {"rlmec-official", "sft-on-rewrites"})
    void objectivesThatUseTheRewardModelChangeNoOtherSetting(String objective) {
        Map<String, String> given = Map.of("learner.objective", objective);
        assertThat(ObjectiveWiring.completed(given)).isEqualTo(given);
    }

    @Test
    void rlmecGetsTheMeasuredSettings() {
        assertThat(ObjectiveWiring.completed(Map.of()))
                .isEqualTo(Map.of("scorer.alpha", "0", "scorer.edited-weight", "0.5", "learner.rl-weight", "2"));
        assertThat(ObjectiveWiring.completed(Map.of("learner.objective", "rlmec", "scorer.alpha", "-0.1")))
                .containsEntry("scorer.alpha", "-0.1")
                .containsEntry("scorer.edited-weight", "0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rft", "ppo", "ppo-a2c"})
    void objectivesThatUseVerdictsNeedNoRewardModel(String objective) {
        assertThat(ObjectiveWiring.completed(Map.of("learner.objective", objective)))
                .containsOnly(
                        Map.entry("learner.objective", objective),
                        Map.entry("scorer.rewards", "instance"),
                        Map.entry("actor.reward-model", "false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpo", "grpo"})
    void objectivesThatCompareAnswersNeedGroups(String objective) {
        assertThat(ObjectiveWiring.completed(Map.of("learner.objective", objective)))
                .containsEntry("scorer.rewards", "instance")
                .containsEntry("scorer.groups", "true")
                .containsEntry("actor.groups", "true");
    }

    @Test
    void aGivenSettingOverridesTheDefault() {
        assertThat(ObjectiveWiring.completed(Map.of(
                        "learner.objective", "sft",
                        "scorer.rewards", "tokens",
                        "actor.answers-per-question", "2")))
                .containsEntry("scorer.rewards", "tokens")
                .containsEntry("actor.answers-per-question", "2")
                .doesNotContainKey("actor.reward-model");
    }

    @Test
    void scalingByTheGroupNeedsGroups() {
        assertThat(ObjectiveWiring.completed(Map.of("scorer.scale-positives", "true")))
                .containsEntry("actor.groups", "true");
    }
}
