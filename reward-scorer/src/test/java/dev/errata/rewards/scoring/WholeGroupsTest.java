package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.rewrite;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.groups.PendingGroup;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scores that are published by groups: next to each other, and never held forever. */
class WholeGroupsTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private ScoringDriver scoring = driver(RewardKind.INSTANCE, new GroupRule(true, false, 1));

    private ScoringDriver driver(RewardKind kind, GroupRule groups) {
        return new ScoringDriver(
                Fixtures.rules(new RewardRule(kind, TokenRewardRule.defaults()), clock), groups, clock);
    }

    private void restart(RewardKind kind, GroupRule groups) {
        scoring.close();
        scoring = driver(kind, groups);
    }

    @AfterEach
    void stop() {
        scoring.close();
    }

    private static Rollout.Builder sample(String asked, int sample, int of, String answer) {
        return rollout(asked + "#" + sample, answer).setSampleIndex(sample).setGroupSize(of);
    }

    private List<ScoredRollout> scored() {
        return scoring.read(scoring.topics.scoredRollouts());
    }

    private static List<String> ids(List<ScoredRollout> scored) {
        return scored.stream().map(score -> score.getRollout().getRolloutId()).toList();
    }

    @Test
    void theScoresOfInterleavedGroupsArePublishedGroupByGroup() {
        scoring.write(sample("q/0/1", 2, 3, RIGHT).build());
        scoring.write(sample("q/0/2", 0, 3, WRONG).build());
        scoring.write(sample("q/0/1", 0, 3, WRONG).build());
        scoring.write(sample("q/0/2", 1, 3, WRONG).build());
        assertThat(scored()).isEmpty();
        scoring.write(sample("q/0/2", 2, 3, WRONG).build());
        scoring.write(sample("q/0/1", 1, 3, RIGHT).build());

        List<ScoredRollout> scored = scored();
        assertThat(ids(scored)).containsExactly("q/0/2#0", "q/0/2#1", "q/0/2#2", "q/0/1#0", "q/0/1#1", "q/0/1#2");
        assertThat(scored.subList(0, 3))
                .allSatisfy(score -> assertThat(score.getGroup()).isEqualTo(new ScoredGroup(3, 3, 0)));
        assertThat(scored.subList(3, 6))
                .allSatisfy(score -> assertThat(score.getGroup()).isEqualTo(new ScoredGroup(3, 3, 2)));
    }

    @Test
    void aRejectedAnswerIsPublishedAtOnceAndCompletesItsGroup() {
        scoring.write(sample("q/0/1", 0, 2, RIGHT).build());
        scoring.write(sample("q/0/1", 1, 2, WRONG)
                .setFinishReason(FinishReason.LENGTH)
                .build());
        assertThat(scoring.read(scoring.topics.rejectedRollouts())).hasSize(1);
        assertThat(scored()).singleElement().satisfies(score -> assertThat(score.getGroup())
                .isEqualTo(new ScoredGroup(1, 2, 1)));
    }

    @Test
    void aGroupThatIsNeverCompleteIsReleasedAfterTheTimeout() {
        scoring.write(sample("q/0/1", 0, 3, RIGHT).build());
        scoring.write(sample("q/0/1", 1, 3, WRONG).build());
        scoring.pass(ScoringDriver.TIMEOUT.minusSeconds(1));
        assertThat(scored()).isEmpty();
        scoring.pass(Duration.ofSeconds(11));
        assertThat(scored()).hasSize(2).allSatisfy(score -> assertThat(score.getGroup())
                .isEqualTo(new ScoredGroup(2, 2, 1)));
        assertThat(scoring.meters.counter("errata.scorer.incomplete.groups").count())
                .isEqualTo(1);
        scoring.pass(ScoringDriver.TIMEOUT.multipliedBy(2));
        assertThat(scored()).isEmpty();
    }

    @Test
    void aTimedOutMemberCompletesItsGroup() {
        restart(RewardKind.TOKENS, new GroupRule(true, false, 1));
        Rollout done = sample("q/0/1", 0, 2, RIGHT).build();
        Rollout stuck = sample("q/0/1", 1, 2, WRONG).build();
        scoring.write(done);
        scoring.write(stuck);
        scoring.write(tokenRewards(done, 0.8f).build());
        assertThat(scored()).isEmpty();
        scoring.pass(ScoringDriver.TIMEOUT.plusSeconds(10));
        assertThat(scoring.read(scoring.topics.rejectedRollouts())).hasSize(1);
        assertThat(scored()).singleElement().satisfies(score -> assertThat(score.getGroup())
                .isEqualTo(new ScoredGroup(1, 2, 1)));
        assertThat(scoring.meters.counter("errata.scorer.incomplete.groups").count())
                .isZero();
    }

    @Test
    void aRolloutOfUnknownGroupSizeIsPublishedAtOnceWithoutAGroup() {
        scoring.write(rollout("q/0/1#0", RIGHT).build());
        assertThat(scored()).singleElement().satisfies(score -> assertThat(score.getGroup())
                .isNull());
    }

    /**
     * Of four judged answers one is right, so its rewards 0.8 - 0.5 = 0.3 become 0.3 x 3/4; the wrong one keeps -0.05.
     */
    @Test
    void rewardsOfCorrectAnswersAreScaledByTheShareOfWrongOnes() {
        restart(RewardKind.TOKENS, new GroupRule(true, true, 1));
        Rollout right = sample("q/0/1", 0, 4, RIGHT).build();
        Rollout wrong = sample("q/0/1", 1, 4, WRONG).build();
        scoring.write(right);
        scoring.write(wrong);
        scoring.write(sample("q/0/1", 2, 4, WRONG).setDuplicateOf(1).build());
        scoring.write(sample("q/0/1", 3, 4, WRONG)
                .setFinishReason(FinishReason.LENGTH)
                .build());
        scoring.write(tokenRewards(right, 0.8f).build());
        scoring.write(tokenRewards(wrong, 0.45f).build());
        scoring.write(rewrite(wrong, RIGHT).build());

        List<ScoredRollout> scored = scored();
        assertThat(ids(scored)).containsExactly("q/0/1#0", "q/0/1#1");
        assertThat(scored.get(0).getGroup()).isEqualTo(new ScoredGroup(2, 4, 1));
        assertThat(scored.get(0).getRewards())
                .allSatisfy(reward -> assertThat(reward).isCloseTo(0.225f, within(1e-6f)));
        assertThat(scored.get(1).getRewards())
                .allSatisfy(reward -> assertThat(reward).isCloseTo(-0.05f, within(1e-6f)));
    }

    /** By murmur2, modulo 2, "q/0/0" belongs in partition 0 and "q/0/2" in 1; a test driver has partition 0 alone. */
    @Test
    void anAnswerOutsideItsGroupsPartitionStopsTheScorerWithTheSettingToChange() {
        restart(RewardKind.INSTANCE, new GroupRule(true, false, 2));
        scoring.write(sample("q/0/0", 0, 2, RIGHT).build());
        scoring.write(sample("q/0/2", 0, 1, RIGHT).build());
        assertThat(scored()).hasSize(1);
        assertThatThrownBy(() -> scoring.write(sample("q/0/2", 0, 2, RIGHT).build()))
                .hasStackTraceContaining("actor.groups=true");
    }

    /** The version before kept the scores of a group in one record. */
    @Test
    void scoresThatAnEarlierVersionHeldAreReleasedWithTheirGroup() {
        scoring.write(rollout("q/0/1#1", RIGHT).setSampleIndex(1).build());
        ScoredRollout held = scored().get(0);
        scoring.<PendingGroup>store(TopologyNames.PENDING_GROUPS)
                .put("q/0/1", new PendingGroup(clock.millis(), 1, 1, 1, List.of(held)));
        scoring.write(sample("q/0/1", 0, 3, WRONG).build());
        scoring.write(sample("q/0/1", 2, 3, WRONG).build());

        List<ScoredRollout> scored = scored();
        assertThat(ids(scored)).containsExactly("q/0/1#0", "q/0/1#1", "q/0/1#2");
        assertThat(scored).allSatisfy(score -> assertThat(score.getGroup()).isEqualTo(new ScoredGroup(3, 3, 1)));
    }

    @Test
    void theStoresAreEmptyOnceAGroupIsReleased() {
        scoring.write(sample("q/0/1", 0, 2, RIGHT).build());
        scoring.write(sample("q/0/1", 1, 2, WRONG).build());
        scoring.write(sample("q/0/2", 0, 2, WRONG).build());
        scoring.pass(ScoringDriver.TIMEOUT.plusSeconds(10));

        assertThat(scored()).hasSize(3);
        assertThat(scoring.entries(TopologyNames.PENDING_GROUPS)).isZero();
        assertThat(scoring.entries(TopologyNames.HELD_SCORES)).isZero();
    }

    @Test
    void noRecordOfALargeGroupIsLargerThanAScore() {
        for (int sample = 0; sample < 64; sample++) {
            scoring.write(sample("q/0/1", sample, 64, RIGHT).build());
        }
        assertThat(scored()).hasSize(64);
        assertThat(scoring.written()).contains("test.scoring-held-scores-changelog");
        for (String topic : scoring.written()) {
            assertThat(scoring.sizes(topic)).allSatisfy(size -> assertThat(size).isLessThan(600));
        }
    }

    @Test
    void theRewardsOfAQuestionThatIsAlwaysSolvedAreZero() {
        restart(RewardKind.INSTANCE, new GroupRule(true, true, 1));
        scoring.write(sample("q/0/1", 0, 2, RIGHT).build());
        scoring.write(sample("q/0/1", 1, 2, RIGHT).build());
        assertThat(scored()).hasSize(2).allSatisfy(score -> assertThat(score.getRewards())
                .containsOnly(0f));
    }
}
