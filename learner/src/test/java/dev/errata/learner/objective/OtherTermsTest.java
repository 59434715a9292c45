package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decoupling, truncated weights, KL and pairs: the scripts against the plain loops and against numbers worked out by
 * hand.
 */
class OtherTermsTest {

    private static final float[] ONE = {-1};

    static Stream<Arguments> chosen() {
        TestSettings uneven = TestSettings.defaults().weights(1.2, 0.7).clipping(0.2, 0.4, 3);
        return Stream.of(
                Arguments.of("rlmec", uneven.decoupled(0)),
                Arguments.of("rlmec", uneven.decoupled(1.5)),
                Arguments.of("rlmec", uneven.kl(0.3, KlEstimator.K1)),
                Arguments.of("rlmec", uneven.kl(0.3, KlEstimator.K2)),
                Arguments.of("rlmec", uneven.decoupled(2).kl(0.3, KlEstimator.K3)),
                Arguments.of("rlmec-official", TestSettings.defaults().kl(0.3, KlEstimator.K3)),
                Arguments.of("ppo", TestSettings.defaults().decoupled(2)),
                Arguments.of("ppo-a2c", TestSettings.defaults().kl(2, KlEstimator.K2)),
                Arguments.of("grpo", TestSettings.defaults().clipping(0.2, 0.28, 10)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("chosen")
    void theScriptsGiveTheValueAndGradientOfThePlainLoops(String name, TestSettings chosen) {
        PolicyGradient objective = (PolicyGradient) Objectives.named(name, chosen.settings());
        try (ObjectiveScript script = new ObjectiveScript(objective)) {
            for (long seed = 0; seed < 40; seed++) {
                Random random = new Random(seed);
                TrainingBatch batch = batch(random, objective.channels());
                float[] logp = logProbs(random, batch.answerTokens());
                ObjectiveOracle oracle =
                        new ObjectiveOracle(chosen.settings(), objective.channels(), batch, Agreement.wide(logp));
                ObjectiveOracle.Outcome plain =
                        name.equals("rlmec-official") ? oracle.rlmecOfficial() : oracle.clippedSurrogate();
                ObjectiveScript.Outcome outcome = script.run(logp, batch);
                Agreement.of(outcome, plain);
                Agreement.term(outcome, "train/kl_loss", plain.klLoss());
            }
        }
    }

    @Test
    void dpoGivesTheValueAndGradientOfThePlainLoops() {
        LearningObjective objective = Objectives.named("dpo", TestSettings.DEFAULTS);
        Channels channels = new Channels(List.of(Channel.REFERENCE_LOG_PROB, Channel.PAIR, Channel.SIDE));
        try (ObjectiveScript script = new ObjectiveScript(objective)) {
            for (long seed = 0; seed < 40; seed++) {
                Random random = new Random(seed);
                TrainingBatch batch = pairs(random, channels);
                float[] logp = logProbs(random, batch.answerTokens());
                ObjectiveOracle.Outcome plain =
                        new ObjectiveOracle(TestSettings.DEFAULTS, channels, batch, Agreement.wide(logp)).dpo();
                ObjectiveScript.Outcome outcome = script.run(logp, batch);
                assertThat(outcome.loss()).isCloseTo(plain.loss(), within(1e-5));
                for (int t = 0; t < logp.length; t++) {
                    assertThat((double) outcome.gradient()[t]).isCloseTo(plain.gradient()[t], within(1e-6));
                }
            }
        }
    }

    /**
     * python3 -c "from math import *; m=.1*((-1+1.5)+(-2+2)-(-1+.5)); s=1/(1+exp(-m)); print(m, -log(s), -.1*(1-s))"
     * gives 0.1, 0.644396660073571 and -0.04750208125210601.
     */
    @Test
    void onePairGivesTheNumbersWorkedOutByHand() {
        float[][] better = {{-1.5f, -2}, {0, 0}, {1, 1}};
        float[][] worse = {{-0.5f}, {0}, {-1}};
        TrainingBatch batch = new TrainingBatch(
                List.of(
                        new TrainingSequence(new int[] {1}, new int[2], better),
                        new TrainingSequence(new int[] {1}, new int[1], worse)),
                List.of(new int[] {0, 1}));
        LearningObjective objective = Objectives.named("dpo", TestSettings.DEFAULTS);
        try (ObjectiveScript script = new ObjectiveScript(objective)) {
            ObjectiveScript.Outcome outcome = script.run(new float[] {-1, -2, -1}, batch);
            assertThat(outcome.loss()).isCloseTo(0.644396660073571, within(1e-6));
            float derivative = -0.047502081f;
            assertThat(outcome.gradient())
                    .containsExactly(new float[] {derivative, derivative, -derivative}, within(1e-7f));
            Map<String, Double> metrics = objective.metrics(outcome.returned(), batch);
            assertThat(metrics.get("dpo/accuracy")).isEqualTo(1);
            assertThat(metrics.get("dpo/margin")).isCloseTo(0.1, within(1e-6));
            assertThat(metrics.get("dpo/chosen_reward")).isCloseTo(0.05, within(1e-6));
            assertThat(metrics.get("dpo/rejected_reward")).isCloseTo(-0.05, within(1e-6));
        }
    }

    /**
     * log pi = -1 and log ref = -1.5, so d = -0.5: python3 -c "from math import *; d=-.5; print(-d, d*d/2, exp(d)-d-1)"
     * gives 0.5, 0.125, 0.10653065971263342; the gradient by log pi is -d = 0.5 for k1 and k2 and 1 - exp(d) =
     * 0.39346934 for k3.
     */
    @ParameterizedTest
    @CsvSource({"K1, 0.5, 0.5", "K2, 0.125, 0.5", "K3, 0.10653066, 0.39346934"})
    void theKlEstimatorsGiveTheNumbersWorkedOutByHand(KlEstimator estimator, double value, double derivative) {
        LearningObjective objective =
                Objectives.named("ppo", TestSettings.defaults().kl(2, estimator).settings());
        // One token in the KL term alone, one in no term.
        float[][] channels = {{-1, -1}, {0, 0}, {-1.5f, -7}, {1, 0}};
        try (ObjectiveScript script = new ObjectiveScript(objective)) {
            ObjectiveScript.Outcome outcome = script.run(new float[] {-1, -1}, channels);
            assertThat(outcome.loss()).isCloseTo(2 * value, within(1e-6));
            assertThat(outcome.gradient()).containsExactly(new float[] {(float) (2 * derivative), 0}, within(1e-6f));
            assertThat(script.metrics(new float[] {-1, -1}, channels).get("train/kl_loss"))
                    .isCloseTo(value, within(1e-6));
        }
    }

    /**
     * log mu = -1 - log 3, log prox = -1 - log 1.2, log pi = -1: w = 3 / 1.2 = 2.5, truncated to 2; x = 1.2 is inside
     * the clip range; L = - 2 x 0.5 x 1.2.
     */
    @Test
    void inDecoupledModeTheClipRangeIsCenteredOnTheProximalPolicyAndTheWeightIsTruncated() {
        float[][] channels = {{-1 - log(3)}, {0.5f}, {-1 - log(1.2)}};
        LearningObjective objective =
                Objectives.named("ppo", TestSettings.defaults().decoupled(2).settings());
        try (ObjectiveScript script = new ObjectiveScript(objective)) {
            ObjectiveScript.Outcome outcome = script.run(ONE, channels);
            assertThat(outcome.loss()).isCloseTo(-1.2, within(1e-6));
            assertThat(outcome.gradient()).containsExactly(new float[] {-1.2f}, within(1e-6f));
            Map<String, Double> metrics = script.metrics(ONE, channels);
            assertThat(metrics.get("is/capped_frac")).isEqualTo(1);
            assertThat(metrics.get("is/ratio_max")).isCloseTo(3, within(1e-5));
            assertThat(metrics.get("ppo/clip_frac")).isZero();
        }
    }

    /**
     * The same token in bypass mode: the ratio 3 is outside the clip range, so the loss is that of its edge, without
     * gradient.
     */
    @Test
    void inBypassModeTheSameTokenIsClipped() {
        try (ObjectiveScript script = new ObjectiveScript(Objectives.named("ppo", TestSettings.DEFAULTS))) {
            ObjectiveScript.Outcome outcome = script.run(ONE, new float[][] {{-1 - log(3)}, {0.5f}});
            assertThat(outcome.loss()).isCloseTo(-0.65, within(1e-6));
            assertThat(outcome.gradient()).containsExactly(0);
        }
    }

    @Test
    void withTheProximalPolicyEqualToTheBehaviorPolicyDecouplingChangesNothing() {
        float[][] bypass = {{-1 - log(1.2), -1 - log(2)}, {0.5f, -0.1f}};
        float[][] decoupled = {bypass[0], bypass[1], bypass[0]};
        float[] logp = {-1, -1};
        try (ObjectiveScript plain = new ObjectiveScript(Objectives.named("ppo", TestSettings.DEFAULTS));
                ObjectiveScript script = new ObjectiveScript(Objectives.named(
                        "ppo", TestSettings.defaults().decoupled(2).settings()))) {
            assertThat(script.run(logp, decoupled).loss())
                    .isEqualTo(plain.run(logp, bypass).loss());
            assertThat(script.run(logp, decoupled).gradient())
                    .containsExactly(plain.run(logp, bypass).gradient());
        }
    }

    private static float log(double number) {
        return (float) Math.log(number);
    }

    private static float[] logProbs(Random random, int count) {
        float[] logp = new float[count];
        for (int t = 0; t < count; t++) {
            logp[t] = (float) (-3 * random.nextDouble());
        }
        return logp;
    }

    private static TrainingBatch batch(Random random, Channels channels) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int[] answer = new int[1 + random.nextInt(8)];
            Map<Channel, float[]> numbers = new EnumMap<>(Channel.class);
            for (Channel channel : channels.rows()) {
                float[] row = new float[answer.length];
                for (int t = 0; t < row.length; t++) {
                    row[t] = switch (channel) {
                        case REWARD -> random.nextBoolean() ? (float) random.nextGaussian() : 0;
                        case TARGET_WEIGHT -> random.nextInt(3) / 2f;
                        case SAMPLED -> i % 2;
                        default -> (float) (-1.5 + random.nextGaussian() * (random.nextInt(9) == 0 ? 15 : 0.7));
                    };
                }
                numbers.put(channel, row);
            }
            sequences.add(channels.sequence(new int[] {1}, answer, numbers));
        }
        return new TrainingBatch(sequences);
    }

    private static TrainingBatch pairs(Random random, Channels channels) {
        List<TrainingSequence> sequences = new ArrayList<>();
        List<int[]> bundles = new ArrayList<>();
        for (int pair = 0; pair < 1 + random.nextInt(4); pair++) {
            bundles.add(new int[] {2 * pair, 2 * pair + 1});
            for (int side : new int[] {1, -1}) {
                int[] answer = new int[1 + random.nextInt(8)];
                sequences.add(channels.sequence(
                        new int[] {1},
                        answer,
                        Map.of(
                                Channel.REFERENCE_LOG_PROB, logProbs(random, answer.length),
                                Channel.PAIR, RolloutArrays.everywhere(pair, answer.length),
                                Channel.SIDE, RolloutArrays.everywhere(side, answer.length))));
            }
        }
        return new TrainingBatch(sequences, bundles);
    }
}
