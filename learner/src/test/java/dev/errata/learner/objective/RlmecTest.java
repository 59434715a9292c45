package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * rlmec and rlmec-official: the scripts against the plain loops, against numbers worked out by hand, and against one
 * another.
 */
class RlmecTest {

    private static final ObjectiveSettings DEFAULTS = TestSettings.DEFAULTS;
    private static final ObjectiveSettings UNEVEN =
            TestSettings.defaults().weights(1.3, 0.7).clipping(0.2, 0.4, 3).settings();

    private static final ObjectiveScript RLMEC = new ObjectiveScript(Objectives.named("rlmec", DEFAULTS));
    private static final ObjectiveScript RLMEC_UNEVEN = new ObjectiveScript(Objectives.named("rlmec", UNEVEN));
    private static final ObjectiveScript OFFICIAL = new ObjectiveScript(Objectives.named("rlmec-official", DEFAULTS));

    /**
     * Importance ratios 1.2, 2, 0.5, 2 of tokens with log pi = -1 and rewards 0.5, 0.5, -0.1, -0.1; then two imitated.
     */
    private static final float[] LOGP = {-1, -1, -1, -1, -1, -2};

    private static final float[][] CHANNELS = {
        {behavior(1.2), behavior(2), behavior(0.5), behavior(2), 0, 0},
        {0.5f, 0.5f, -0.1f, -0.1f, 0, 0},
        {0, 0, 0, 0, 0.5f, 1}
    };

    private static float behavior(double ratio) {
        return (float) (-1 - Math.log(ratio));
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @AfterAll
    static void closeScripts() {
        RLMEC.close();
        RLMEC_UNEVEN.close();
        OFFICIAL.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theScriptsGiveTheValueAndGradientOfThePlainLoops(long seed) {
        Random random = new Random(seed);
        int tokens = 1 + random.nextInt(40);
        float[] logp = random(tokens, () -> -3 * random.nextDouble());
        float[] behavior = new float[tokens];
        for (int t = 0; t < tokens; t++) {
            behavior[t] = (float) (logp[t] - random.nextGaussian() * (random.nextInt(8) == 0 ? 12 : 0.5));
        }
        float[] rewards = random(tokens, () -> random.nextBoolean() ? random.nextDouble() * 0.6 - 0.1 : 0);
        float[] weights = random(tokens, () -> new double[] {0, 0.5, 1}[random.nextInt(3)]);
        float[][] channels = {behavior, rewards, weights};
        assertSame(RLMEC.run(logp, channels), oracle(DEFAULTS, logp, channels).clippedSurrogate());
        assertSame(
                RLMEC_UNEVEN.run(logp, channels), oracle(UNEVEN, logp, channels).clippedSurrogate());
        assertSame(
                OFFICIAL.run(logp, channels), oracle(DEFAULTS, logp, channels).rlmecOfficial());
    }

    private static ObjectiveOracle oracle(ObjectiveSettings settings, float[] logp, float[][] channels) {
        return new ObjectiveOracle(
                settings, Channels.TOKEN_REWARDS, ObjectiveScript.batch(channels), Agreement.wide(logp));
    }

    @Test
    void theSurrogateGivesTheNumbersWorkedOutByHand() {
        // L_RL = (-0.6 - 0.65 + 0.07 + 0.2) / 4 ; L_im = (0.5 + 2) / 2
        ObjectiveScript.Outcome outcome = RLMEC.run(LOGP, CHANNELS);
        assertThat(outcome.returned().get("train/policy_loss")).isCloseTo(-0.245, within(1e-6));
        assertThat(outcome.returned().get("train/imitation_loss")).isCloseTo(1.25, within(1e-6));
        assertThat(outcome.loss()).isCloseTo(1.005, within(1e-6));
        assertThat(outcome.gradient()).containsExactly(new float[] {-0.15f, 0, 0, 0.05f, -0.25f, -0.5f}, within(1e-6f));
    }

    @Test
    void officialRlmecGivesTheNumbersWorkedOutByHand() {
        // c = 0.6, 0.65, -0.07, -0.2 ; L_RL = -(c . log pi) / 4 = 0.98 / 4
        ObjectiveScript.Outcome outcome = OFFICIAL.run(LOGP, CHANNELS);
        assertThat(outcome.returned().get("train/policy_loss")).isCloseTo(0.245, within(1e-6));
        assertThat(outcome.loss()).isCloseTo(1.495, within(1e-6));
        assertThat(outcome.gradient())
                .containsExactly(new float[] {-0.15f, -0.1625f, 0.0175f, 0.05f, -0.25f, -0.5f}, within(1e-6f));
    }

    @Test
    void outsideTheClipRangeATokenKeepsItsGradientInOfficialRlmecAndLosesItInRlmec() {
        float[][] rewardedFarAbove = {{-1 - 1f}, {0.5f}, {0}};
        float[][] punishedFarBelow = {{-1 + 1f}, {-0.1f}, {0}};
        float[] logp = {-1};

        assertThat(RLMEC.run(logp, rewardedFarAbove).gradient()).containsExactly(0f);
        assertThat(RLMEC.run(logp, punishedFarBelow).gradient()).containsExactly(0f);
        assertThat(OFFICIAL.run(logp, rewardedFarAbove).gradient())
                .containsExactly(new float[] {-0.65f}, within(1e-6f));
        assertThat(OFFICIAL.run(logp, punishedFarBelow).gradient()).containsExactly(new float[] {0.07f}, within(1e-6f));
    }

    @Test
    void atEqualPoliciesBothGradientsAreTheReward() {
        float[] logp = {-1, -2};
        float[][] channels = {{-1, -2}, {0.4f, -0.1f}, {0, 0}};
        assertThat(RLMEC.run(logp, channels).gradient()).containsExactly(new float[] {-0.2f, 0.05f}, within(1e-6f));
        assertThat(OFFICIAL.run(logp, channels).gradient()).containsExactly(new float[] {-0.2f, 0.05f}, within(1e-6f));
    }

    @Test
    void theDualClipBoundsTheLossOfAPunishedTokenThatBecameMuchMoreLikely() {
        float[][] channels = {{-1 - (float) Math.log(5)}, {-0.1f}, {0}};
        ObjectiveScript.Outcome outcome = RLMEC_UNEVEN.run(new float[] {-1}, channels);
        // 3 x 0.1, times the weight 1.3 of the RL term.
        assertThat(outcome.loss()).isCloseTo(0.39, within(1e-6));
        assertThat(outcome.gradient()).containsExactly(0f);
        assertThat(RLMEC_UNEVEN.metrics(new float[] {-1}, channels)).containsEntry("ppo/dual_clip_frac", 1.0);
    }

    @Test
    void aTermWithoutMembersIsZeroAndNeverNaN() {
        float[][] nothing = {{-1, -1}, {0, 0}, {0, 0}};
        for (ObjectiveScript script : new ObjectiveScript[] {RLMEC, OFFICIAL}) {
            ObjectiveScript.Outcome outcome = script.run(new float[] {-1, -1}, nothing);
            assertThat(outcome.loss()).isZero();
            assertThat(outcome.gradient()).containsExactly(new float[] {0, 0}, within(0f));
            assertThat(script.metrics(new float[] {-1, -1}, nothing))
                    .containsEntry("train/policy_loss", 0.0)
                    .containsEntry("train/imitation_loss", 0.0)
                    .allSatisfy((name, value) -> {
                        assertThat(name).doesNotStartWith("ppo/").doesNotStartWith("is/");
                        assertThat(value).as(name).isNotNaN();
                    });
        }
    }

    @Test
    void lossAndGradientAreFiniteForLogProbsFarApart() {
        float[][] channels = {{-200, 0}, {0.5f, -0.1f}, {0, 0}};
        ObjectiveScript.Outcome outcome = RLMEC.run(new float[] {-1, -200}, channels);
        assertThat(outcome.loss()).isFinite();
        assertThat(outcome.gradient()).containsExactly(new float[] {0, 0}, within(0f));
    }

    @Test
    void imitationTokensChangeNothingInTheRlTerm() {
        float[][] alone = {{-1.1f}, {0.5f}, {0}};
        float[][] accompanied = {{-1.1f, 0, 0}, {0.5f, 0, 0}, {0, 1, 1}};
        for (ObjectiveScript script : new ObjectiveScript[] {RLMEC, OFFICIAL}) {
            float[] gradient = script.run(new float[] {-1}, alone).gradient();
            float[] with = script.run(new float[] {-1, -3, -4}, accompanied).gradient();
            assertThat(with[0]).isEqualTo(gradient[0]);
        }
    }

    @Test
    void theRatioMetricsAreOverTheRewardedTokens() {
        Map<String, Double> metrics = RLMEC.metrics(LOGP, CHANNELS);
        assertThat(metrics.get("ppo/clip_frac_high")).isEqualTo(0.25);
        assertThat(metrics.get("ppo/clip_frac_low")).isEqualTo(0.25);
        assertThat(metrics.get("ppo/clip_frac")).isEqualTo(0.5);
        assertThat(metrics.get("is/ratio_mean")).isCloseTo(5.7 / 4, within(1e-6));
        assertThat(metrics.get("is/ratio_max")).isCloseTo(2, within(1e-6));
        assertThat(metrics.get("is/ratio_min")).isCloseTo(0.5, within(1e-6));
        assertThat(metrics.get("is/ess")).isCloseTo(5.7 * 5.7 / (4 * (1.44 + 4 + 0.25 + 4)), within(1e-6));
        double logs = Math.log(1.2) + Math.log(2) + Math.log(0.5) + Math.log(2);
        assertThat(metrics.get("ppo/approx_kl_k1")).isCloseTo(-logs / 4, within(1e-6));
        assertThat(metrics.get("ppo/approx_kl_k3")).isCloseTo((5.7 - 4 - logs) / 4, within(1e-6));
    }

    private static void assertSame(ObjectiveScript.Outcome script, ObjectiveOracle.Outcome oracle) {
        Agreement.of(script, oracle);
    }

    private static float[] random(int count, java.util.function.DoubleSupplier source) {
        float[] numbers = new float[count];
        IntStream.range(0, count).forEach(i -> numbers[i] = (float) source.getAsDouble());
        return numbers;
    }
}
