package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.Scored;
import dev.errata.learner.objective.ObjectiveSettings.Clipping;
import dev.errata.learner.objective.ObjectiveSettings.Correction;
import dev.errata.learner.objective.ObjectiveSettings.Critic;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.learner.objective.ObjectiveSettings.KlPenalty;
import dev.errata.learner.objective.ObjectiveSettings.ProximalPolicy;
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

/** What is refused, and with which words. */
class ObjectivesTest {

    private static final List<String> NAMES =
            List.of("rlmec", "rlmec-official", "sft", "sft-on-rewrites", "rft", "dpo", "ppo", "ppo-a2c", "grpo");

    @Test
    void eachObjectiveAnswersToItsName() {
        for (String name : NAMES) {
            assertThat(Objectives.named(name, ObjectiveSettings.defaults()).name())
                    .isEqualTo(name);
        }
        assertThatThrownBy(() -> Objectives.named("rlmek", ObjectiveSettings.defaults()))
                .hasMessageContaining("learner.objective is 'rlmek'")
                .hasMessageContaining("rlmec-official, sft, sft-on-rewrites, rft, dpo, ppo, ppo-a2c or grpo");
    }

    @Test
    void settingsOutsideTheirRangeAreRefusedByName() {
        assertThatThrownBy(() -> new Clipping(0.3, 0.3, 0.5)).hasMessageContaining("learner.dual-clip");
        assertThatThrownBy(() -> new Clipping(1.3, 0.3, 0)).hasMessageContaining("learner.clip-low");
        assertThatThrownBy(() -> new Clipping(0.3, 0, 0)).hasMessageContaining("learner.clip-high");
        assertThatThrownBy(() -> new KlPenalty(-1, KlEstimator.K1)).hasMessageContaining("learner.kl-weight");
        assertThatThrownBy(() -> new Critic(1.1, 1, 1)).hasMessageContaining("learner.discount");
        assertThatThrownBy(() -> new Critic(1, -0.1, 1)).hasMessageContaining("learner.gae-lambda");
        assertThatThrownBy(() -> new Critic(1, 1, 0)).hasMessageContaining("learner.value-weight");
        assertThatThrownBy(() -> Chosen.defaults().decoupled(-1)).hasMessageContaining("learner.importance-cap");
        assertThatThrownBy(() -> Chosen.defaults().weights(-1, 1)).hasMessageContaining("learner.rl-weight");
        assertThatThrownBy(() -> Chosen.defaults().weights(1, -1)).hasMessageContaining("learner.imitation-weight");
    }

    @Test
    void aSettingWithoutMeaningForTheObjectiveIsRefusedByName() {
        ObjectiveSettings dual = Chosen.defaults().clipping(0.3, 0.3, 3).settings();
        ObjectiveSettings decoupled = Chosen.defaults().decoupled(2).settings();
        ObjectiveSettings held = Chosen.defaults().kl(0.1, KlEstimator.K2).settings();
        ObjectiveSettings noRl = Chosen.defaults().weights(0, 1).settings();
        ObjectiveSettings nothing = Chosen.defaults().weights(0, 0).settings();

        refused("rlmec-official", dual, "learner.dual-clip");
        refused("rlmec-official", decoupled, "learner.proximal-policy");
        refused("dpo", decoupled, "learner.proximal-policy");
        refused("sft", held, "learner.kl-weight");
        refused("grpo", noRl, "learner.rl-weight");
        refused("rlmec", nothing, "nothing is left");
        assertThatCode(() -> Objectives.named("rlmec-official", held)).doesNotThrowAnyException();
        assertThatCode(() -> Objectives.named("ppo-a2c", decoupled)).doesNotThrowAnyException();
    }

    /** What each setting changes: the objectives that have a use for it. */
    static Stream<Arguments> settings() {
        String clipped = "rlmec, ppo, ppo-a2c, grpo";
        String rewarded = "rlmec, rlmec-official, ppo, ppo-a2c, grpo";
        Chosen chosen = Chosen.defaults();
        ObjectiveSettings defaults = ObjectiveSettings.defaults();
        return Stream.of(
                Arguments.of("rl-weight", chosen.weights(2, 1), "rlmec, rlmec-official"),
                Arguments.of("imitation-weight", chosen.weights(1, 0.5), "rlmec, rlmec-official"),
                Arguments.of("clip-low", chosen.clipping(0.2, 0.3, 0), rewarded),
                Arguments.of("clip-high", chosen.clipping(0.3, 0.28, 0), rewarded),
                Arguments.of("dual-clip", chosen.clipping(0.3, 0.3, 3), clipped),
                Arguments.of("proximal-policy", chosen.decoupled(2), clipped),
                Arguments.of("importance-cap", capped(ProximalPolicy.BEHAVIOR), ""),
                Arguments.of("importance-cap", capped(ProximalPolicy.PUBLISHED), clipped),
                Arguments.of("kl-weight", chosen.kl(0.1, KlEstimator.K2), rewarded),
                Arguments.of("kl-estimator", chosen.kl(0, KlEstimator.K3), ""),
                Arguments.of("kl-estimator", chosen.kl(0.1, KlEstimator.K3), rewarded),
                Arguments.of("discount", chosen.critic(0.99, 0.95, 0.1), "ppo-a2c"),
                Arguments.of("gae-lambda", chosen.critic(1, 0.9, 0.1), "ppo-a2c"),
                Arguments.of("value-weight", chosen.critic(1, 0.95, 0.5), "ppo-a2c"),
                Arguments.of(
                        "dpo-beta",
                        new Chosen(new ObjectiveSettings(
                                1,
                                1,
                                defaults.clipping(),
                                defaults.correction(),
                                defaults.kl(),
                                defaults.critic(),
                                0.5,
                                true)),
                        "dpo"),
                Arguments.of("divide-by-std", chosen.undivided(), "grpo"));
    }

    private static Chosen capped(ProximalPolicy proximal) {
        ObjectiveSettings defaults = ObjectiveSettings.defaults();
        return new Chosen(new ObjectiveSettings(
                1,
                1,
                defaults.clipping(),
                new Correction(proximal, 3),
                defaults.kl(),
                defaults.critic(),
                defaults.dpoBeta(),
                true));
    }

    @ParameterizedTest(name = "learner.{0} has a use for {2}")
    @MethodSource("settings")
    void aSettingIsTakenByTheObjectivesThatItChangesAndRefusedByAllOthers(String key, Chosen changed, String users) {
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
    void theTestAboveKnowsEverySetting() {
        assertThat(settings().map(arguments -> "learner." + arguments.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        ObjectiveSettings.defaults().byKey().keySet());
    }

    @Test
    void theRefusalNamesTheSettingItsValueAndItsDefault() {
        refused(
                "rlmec",
                Chosen.defaults().kl(0, KlEstimator.K3).settings(),
                "learner.kl-estimator is k3 but has no use for rlmec with its other settings: leave it at its default, k2.");
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
    void aLogOfTheWrongRewardsIsRefusedWithTheSettingToChange(String name, RewardKind kind) {
        ScoredRollout scored = Scored.group("q/0/1", 0, true, false).get(0);
        scored.setRewardKind(kind);
        LearningObjective objective = Objectives.named(name, ObjectiveSettings.defaults());
        assertThatThrownBy(() -> objective.requirements().require(name, scored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("learner.objective=" + name)
                .hasMessageContaining("scorer.rewards=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpo", "dpo"})
    void anObjectiveThatComparesAnswersNeedsGroups(String name) {
        ScoredRollout scored = Scored.group("q/0/1", 0, true, false).get(0);
        LearningObjective objective = Objectives.named(name, ObjectiveSettings.defaults());
        assertThatCode(() -> objective.requirements().require(name, scored)).doesNotThrowAnyException();
        ScoredRollout alone = Scored.correct("q/0/1#0", 0);
        alone.setRewardKind(RewardKind.INSTANCE);
        assertThatThrownBy(() -> objective.requirements().require(name, alone))
                .hasMessageContaining("scorer.groups=true")
                .hasMessageContaining("actor.groups=true");
    }

    @Test
    void imitationAndReferencesCanBeLearntFromMoreThanOneKind() {
        for (String name : List.of("sft", "rft")) {
            assertThat(Objectives.named(name, ObjectiveSettings.defaults())
                            .requirements()
                            .kinds())
                    .containsExactly(RewardKind.values());
        }
        assertThat(Objectives.named("rlmec", ObjectiveSettings.defaults())
                        .requirements()
                        .kinds())
                .containsExactly(RewardKind.TOKENS, RewardKind.INSTANCE_WITH_REWRITE);
    }
}
