package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.cli.experiment.TrialResult.Point;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The differences between a kept result and the current conditions. */
class ConditionsTest {

    private static final TrialInputs SOURCES = new TrialInputs("aaa", "bbb", 2_000, false, "0.1.0 0123456789ab");
    private static final Conditions NOW =
            new Conditions(Map.of("learner.learning-rate", "1e-4", "scorer.alpha", "0"), SOURCES);

    @Test
    void aResultUnderTheSameConditionsIsValid() {
        assertThat(NOW.differencesOf(result(NOW.settings(), SOURCES))).isEmpty();
    }

    @Test
    void aResultOfAnotherCodeVersionIsValid() {
        assertThat(NOW.differencesOf(result(NOW.settings(), new TrialInputs("aaa", "bbb", 2_000, false, "0.0.9"))))
                .isEmpty();
    }

    @Test
    void anyDifferentSettingInvalidatesAResult() {
        assertThat(NOW.differencesOf(
                        result(Map.of("learner.learning-rate", "5e-4", "learner.rl-weight", "2"), SOURCES)))
                .containsExactly(
                        "learner.learning-rate 5e-4, now 1e-4",
                        "learner.rl-weight 2, now not set",
                        "scorer.alpha not set, now 0");
    }

    @Test
    void differentModelsOrQuestionsInvalidateAResult() {
        assertThat(NOW.differencesOf(result(NOW.settings(), new TrialInputs("ccc", "ddd", 200, false, "0.1.0"))))
                .containsExactly("start policy ccc, now aaa", "reward model ddd, now bbb", "questions 200, now 2000");
    }

    @Test
    void anOlderResultIsComparedByTheSettingsItNames() {
        assertThat(NOW.differencesOf(result(Map.of("learner.learning-rate", "1e-4"), null)))
                .isEmpty();
        assertThat(NOW.differencesOf(result(Map.of("learner.learning-rate", "5e-4"), null)))
                .containsExactly("learner.learning-rate 5e-4, now 1e-4");
    }

    private static TrialResult result(Map<String, String> settings, @Nullable TrialInputs sources) {
        return new TrialResult(
                "rlmec",
                1,
                settings,
                sources,
                List.of(new Point(0, 0, 0, 0.4)),
                Map.of("held-out", 0.4),
                1,
                2,
                3,
                4,
                0,
                true,
                Map.of(),
                Map.of());
    }
}
