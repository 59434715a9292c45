package dev.errata.learner.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.learner.fakes.FakePolicies;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.objective.ObjectiveSettings.KlEstimator;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sequences and channels that each objective makes of rollouts, and what policies add to them. */
class BatchesTest {

    private static final FakePolicies POLICIES = new FakePolicies();
    private static final float[] BEHAVIOR_OF_CORRECT = {-0.1f * 3, -0.1f * 4, -0.1f * 2};

    private static List<TrainingSequence> sequences(String name, TestSettings chosen, List<ScoredRollout> rollouts) {
        return batch(name, chosen, rollouts).sequences();
    }

    private static TrainingBatch batch(String name, TestSettings chosen, List<ScoredRollout> rollouts) {
        return Objectives.named(name, chosen.settings()).batch(rollouts, POLICIES);
    }

    private static List<TrainingSequence> rlmec(ScoredRollout scored) {
        return sequences("rlmec", TestSettings.defaults(), List.of(scored));
    }

    @Test
    void forRlmecACorrectAnswerIsOneSequenceWithRewardsAndTargetWeights() {
        List<TrainingSequence> sequences = rlmec(Scored.correct("r", 0));
        assertThat(sequences).hasSize(1);
        TrainingSequence only = sequences.get(0);
        assertThat(only.prompt()).containsExactly(1, 7);
        assertThat(only.answer()).containsExactly(3, 4, 2);
        assertThat(only.channels())
                .isDeepEqualTo(new float[][] {BEHAVIOR_OF_CORRECT, {0.3f, 0, 0.5f}, {0.5f, 0.5f, 0.5f}});
    }

    @Test
    void forRlmecAWrongAnswerHasTheRewardsAndItsRewriteTheTargetWeights() {
        List<TrainingSequence> sequences = rlmec(Scored.wrong("r", 0));
        assertThat(sequences).hasSize(2);
        // The tokens after the last reward have no gradient, so they are not computed.
        assertThat(sequences.get(0).answer()).containsExactly(3, 5);
        assertThat(sequences.get(0).channels()[1]).containsExactly(0, -0.1f);
        assertThat(sequences.get(0).channels()[2]).containsExactly(0, 0);
        assertThat(sequences.get(1).prompt()).containsExactly(1, 7);
        assertThat(sequences.get(1).answer()).containsExactly(3, 4, 6, 2);
        assertThat(sequences.get(1).channels())
                .isDeepEqualTo(new float[][] {{0, 0, 0, 0}, {0, 0, 0, 0}, {0.5f, 1, 1, 0.5f}});
    }

    @Test
    void forRlmecAWrongAnswerWithoutRewardsIsLeftOutButItsRewriteIsKept() {
        List<TrainingSequence> sequences =
                rlmec(Scored.of("r", 0, List.of(5, 2), List.of(0f, 0f), List.of(4, 2), List.of(1f, 0.5f)));
        assertThat(sequences).hasSize(1);
        assertThat(sequences.get(0).answer()).containsExactly(4, 2);
    }

    @Test
    void aRolloutWithoutAnyRewardOrWeightGivesNothing() {
        assertThat(rlmec(Scored.of("r", 0, List.of(5), List.of(0f), List.of(5), List.of(0f))))
                .isEmpty();
    }

    @Test
    void aTermWithWeightZeroGivesNoSequences() {
        List<ScoredRollout> rollouts = List.of(Scored.correct("a", 0), Scored.wrong("b", 0));
        List<TrainingSequence> noRl = sequences("rlmec", TestSettings.defaults().weights(0, 1), rollouts);
        assertThat(noRl).hasSize(2).allSatisfy(sequence -> assertThat(sequence.channels()[1])
                .containsOnly(0));
        assertThat(noRl.get(1).answer()).containsExactly(3, 4, 6, 2);
        List<TrainingSequence> noImitation =
                sequences("rlmec", TestSettings.defaults().weights(1, 0), rollouts);
        assertThat(noImitation).hasSize(2).allSatisfy(sequence -> assertThat(sequence.channels()[2])
                .containsOnly(0));
        assertThat(noImitation.get(1).answer()).containsExactly(3, 5);
    }

    @Test
    void unusedChannelsAreAbsent() {
        List<ScoredRollout> rollouts = List.of(Scored.correct("a", 0));
        assertThat(sequences("rlmec", TestSettings.defaults(), rollouts).get(0).channels())
                .hasDimensions(3, 3);
        assertThat(sequences("ppo", TestSettings.defaults(), rollouts).get(0).channels())
                .hasDimensions(2, 3);
        assertThat(sequences("ppo", TestSettings.defaults().decoupled(2), rollouts)
                        .get(0)
                        .channels())
                .hasDimensions(3, 3);
        assertThat(sequences("rlmec", TestSettings.defaults().kl(1, KlEstimator.K1), rollouts)
                        .get(0)
                        .channels())
                .hasDimensions(5, 3);
    }

    @Test
    void forSftEveryAskedQuestionGivesItsReferenceOnce() {
        List<ScoredRollout> rollouts = new ArrayList<>(Scored.group("q/0/1", 0, true, false));
        rollouts.addAll(Scored.group("q/0/2", 0, false, false));
        rollouts.add(Scored.correct("without-reference", 0));
        List<TrainingSequence> sequences = sequences("sft", TestSettings.defaults(), rollouts);
        assertThat(sequences).hasSize(2).allSatisfy(sequence -> {
            assertThat(sequence.prompt()).containsExactly(1, 7);
            assertThat(sequence.answer()).containsExactly(3, 4, 5, 6, 2);
            assertThat(sequence.channels()).isDeepEqualTo(new float[][] {{1, 1, 1, 1, 1}});
        });
    }

    @Test
    void forSftAReferenceThatExceedsThePositionsGivesNothing() {
        List<ScoredRollout> rollouts = Scored.group("q/0/1", 0, true);
        rollouts.get(0).getRollout().getQuestion().setReference("3".repeat(18));
        assertThat(sequences("sft", TestSettings.defaults(), rollouts)).isEmpty();
        rollouts.get(0).getRollout().getQuestion().setReference("3".repeat(17));
        assertThat(sequences("sft", TestSettings.defaults(), rollouts)).hasSize(1);
    }

    @Test
    void forSftOnRewritesThereAreOnlyTargetsAndTheirWeights() {
        List<TrainingSequence> sequences = sequences(
                "sft-on-rewrites", TestSettings.defaults(), List.of(Scored.correct("a", 0), Scored.wrong("b", 0)));
        assertThat(sequences.get(0).answer()).containsExactly(3, 4, 2);
        assertThat(sequences.get(0).channels()).isDeepEqualTo(new float[][] {{0.5f, 0.5f, 0.5f}});
        assertThat(sequences.get(1).answer()).containsExactly(3, 4, 6, 2);
        assertThat(sequences.get(1).channels()).isDeepEqualTo(new float[][] {{0.5f, 1, 1, 0.5f}});
    }

    @Test
    void forRftThereAreOnlyDistinctCorrectAnswers() {
        List<ScoredRollout> rollouts = Scored.group("q/0/1", 0, true, false, true, true);
        rollouts.get(3).getRollout().setDuplicateOf(2);
        List<TrainingSequence> sequences = sequences("rft", TestSettings.defaults(), rollouts);
        assertThat(sequences)
                .extracting(TrainingSequence::answer)
                .containsExactly(new int[][] {{3, 4, 3, 2}, {3, 4, 5, 2}});
        assertThat(sequences.get(0).channels()).isDeepEqualTo(new float[][] {{1, 1, 1, 1}});
    }

    @Test
    void forPpoTheVerdictIsTheAdvantageOfEveryToken() {
        List<TrainingSequence> sequences =
                sequences("ppo", TestSettings.defaults(), Scored.group("q/0/1", 0, true, false));
        assertThat(sequences.get(0).channels()[1]).containsExactly(1, 1, 1, 1);
        assertThat(sequences.get(1).channels()[1]).containsExactly(-1, -1, -1, -1);
    }

    @Test
    void forGrpoAGroupWithoutContrastGivesNothingAndTheOthersAreNormalized() {
        List<ScoredRollout> rollouts = new ArrayList<>(Scored.group("q/0/1", 0, true, true));
        rollouts.addAll(Scored.group("q/0/2", 0, true, false, false, false));
        List<TrainingSequence> divided = sequences("grpo", TestSettings.defaults(), rollouts);
        assertThat(divided).hasSize(4);
        assertThat(divided.get(0).channels()[1]).containsExactly(1.5f, 1.5f, 1.5f, 1.5f);
        assertThat(divided.get(1).channels()[1]).containsExactly(-.5f, -.5f, -.5f, -.5f);
        List<TrainingSequence> plain =
                sequences("grpo", TestSettings.defaults().undivided(), Scored.group("q/0/2", 0, true, true, false));
        assertThat(plain.get(0).channels()[1])
                .containsExactly(new float[] {2 / 3f, 2 / 3f, 2 / 3f, 2 / 3f}, within(1e-6f));
    }

    /** By hand: rewards 2 s - 1 are 1, 0, -1 and 0; their mean is 0, their std sqrt(2 / 3). */
    @Test
    void scoresOfAVerifierAreRewardsBetweenMinusOneAndOne() {
        List<ScoredRollout> rollouts = scored(1, 0.5, 0, 0.5);
        assertThat(sequences("ppo", TestSettings.defaults(), rollouts))
                .extracting(sequence -> sequence.channels()[1][0])
                .containsExactly(1f, 0f, -1f, 0f);
        assertThat(sequences("grpo", TestSettings.defaults().undivided(), scored(0.9, 0.7, 0.8))
                        .get(0)
                        .channels()[1])
                .containsExactly(new float[] {.2f, .2f, .2f, .2f}, within(1e-6f));
        assertThat(sequences("grpo", TestSettings.defaults(), rollouts).get(0).channels()[1])
                .containsExactly(new float[] {1.2247449f, 1.2247449f, 1.2247449f, 1.2247449f}, within(1e-6f));
    }

    @Test
    void forGrpoAGroupOfEqualScoresGivesNothing() {
        assertThat(sequences("grpo", TestSettings.defaults(), scored(0.1, 0.1, 0.1)))
                .isEmpty();
    }

    private static List<ScoredRollout> scored(double... scores) {
        List<ScoredRollout> group = Scored.group("q/0/1", 0, new boolean[scores.length]);
        for (int sample = 0; sample < scores.length; sample++) {
            group.get(sample).setScore(scores[sample]);
        }
        return group;
    }

    @Test
    void withAKlTermAnswersWithoutAdvantageAreKept() {
        List<ScoredRollout> rollouts = Scored.group("q/0/1", 0, true, true);
        assertThat(sequences("grpo", TestSettings.defaults(), rollouts)).isEmpty();
        assertThat(sequences("grpo", TestSettings.defaults().kl(0.1, KlEstimator.K3), rollouts))
                .hasSize(2);
    }

    @Test
    void forDpoTheKthDistinctCorrectAnswerIsPairedWithTheKthDistinctWrongOneOfItsQuestion() {
        List<ScoredRollout> rollouts = new ArrayList<>(Scored.group("q/0/1", 0, true, false, true, false, false));
        rollouts.get(2).getRollout().setDuplicateOf(0);
        rollouts.addAll(Scored.group("q/0/2", 0, true, true));
        rollouts.addAll(Scored.group("q/0/3", 0, false, true, true, false));
        TrainingBatch batch = batch("dpo", TestSettings.defaults(), rollouts);

        assertThat(batch.bundles().toArray(int[][]::new)).isDeepEqualTo(new int[][] {{0, 1}, {2, 3}, {4, 5}});
        assertThat(batch.sequences()).hasSize(6);
        assertThat(batch.sequences().get(0).answer()).containsExactly(3, 4, 3, 2);
        assertThat(batch.sequences().get(1).answer()).containsExactly(3, 5, 4, 2);
        assertThat(batch.sequences().get(2).channels()[1]).containsExactly(1, 1, 1, 1);
        assertThat(batch.sequences().get(2).channels()[2]).containsExactly(1, 1, 1, 1);
        assertThat(batch.sequences().get(3).channels()[2]).containsExactly(-1, -1, -1, -1);
        TrainingBatch completed = Objectives.named("dpo", TestSettings.DEFAULTS).complete(batch, POLICIES);
        assertThat(completed.bundles()).isSameAs(batch.bundles());
        assertThat(completed.sequences().get(0).channels()[0]).containsExactly(-.6f, -.8f, -.6f, -.4f);
    }

    /**
     * gamma 1, lambda 0.5, V = (3, 4, 3, 2) / 100: delta = (0.01, -0.01, -0.01, 1 - 0.02), A_t = delta_t + A_t+1 / 2.
     */
    @Test
    void forA2cTheVerdictIsTheRewardOfTheLastTokenAndTheCriticGivesAdvantagesAndTargets() {
        LearningObjective objective = Objectives.named(
                "ppo-a2c", TestSettings.defaults().critic(1, 0.5, 0.3).settings());
        TrainingBatch batch = objective.batch(Scored.group("q/0/1", 0, true, false), POLICIES);
        assertThat(batch.sequences().get(0).channels()[1]).containsExactly(0, 0, 0, 1);
        assertThat(batch.sequences().get(1).channels()[1]).containsExactly(0, 0, 0, -1);

        TrainingBatch completed = objective.complete(batch, POLICIES);
        TrainingSequence right = completed.sequences().get(0);
        assertThat(right.channels()[1]).containsExactly(new float[] {0.125f, 0.23f, 0.48f, 0.98f}, within(1e-6f));
        assertThat(right.channels()[2]).containsExactly(new float[] {0.155f, 0.27f, 0.51f, 1f}, within(1e-6f));
    }

    @Test
    void frozenPoliciesFillTheirChannelsOnlyForSampledAnswers() {
        LearningObjective objective = Objectives.named(
                "rlmec",
                TestSettings.defaults().decoupled(2).kl(0.1, KlEstimator.K3).settings());
        TrainingBatch batch = objective.complete(objective.batch(List.of(Scored.wrong("r", 0)), POLICIES), POLICIES);
        float[][] answer = batch.sequences().get(0).channels();
        assertThat(answer[3]).containsExactly(-.3f, -.5f, -.2f);
        assertThat(answer[4]).containsExactly(-.6f, -1f, -.4f);
        assertThat(answer[5]).containsExactly(1, 1, 1);
        float[][] rewrite = batch.sequences().get(1).channels();
        assertThat(rewrite[3]).containsOnly(0);
        assertThat(rewrite[5]).containsOnly(0);
    }
}
