package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewards.rules.PendingRollout;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rollouts whose token rewards or rewrites do not arrive. */
class WaitingRolloutsTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private final ScoringDriver scorer = new ScoringDriver(Fixtures.rules(clock), clock);

    @AfterEach
    void stop() {
        scorer.close();
    }

    @Test
    void aRolloutWithoutTokenRewardsTimesOutAndTheirLateArrivalIsDropped() {
        Rollout rollout = rollout("r1", RIGHT).build();
        scorer.write(rollout);
        scorer.pass(ScoringDriver.TIMEOUT.minusSeconds(1));
        assertThat(scorer.rejections()).isEmpty();
        scorer.pass(Duration.ofSeconds(11));
        assertThat(scorer.rejections()).containsExactly(RejectionReason.NO_TOKEN_REWARDS_IN_TIME);

        scorer.write(tokenRewards(rollout, 0.8f).build());
        assertThat(scorer.read(scorer.topics.scoredRollouts())).isEmpty();
        scorer.pass(ScoringDriver.TIMEOUT.plusSeconds(10));
        assertThat(scorer.waiting()).isZero();
        assertThat(scorer.rejections()).isEmpty();
        assertThat(scorer.meters.counter("errata.scorer.dropped.parts").count()).isEqualTo(1);
    }

    @Test
    void aWrongAnswerWithoutARewriteTimesOutWithItsVerdict() {
        Rollout rollout = rollout("r1", WRONG).build();
        scorer.write(rollout);
        scorer.write(tokenRewards(rollout, 0.8f).build());
        scorer.pass(ScoringDriver.TIMEOUT.plusSeconds(10));

        RejectedRollout rejected = scorer.read(scorer.topics.rejectedRollouts()).get(0);
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.NO_REWRITE_IN_TIME);
        assertThat(rejected.getCorrect()).isFalse();
        assertThat(rejected.getPolicyVersion()).isEqualTo(3);
        assertThat(scorer.waiting()).isZero();
    }

    @Test
    void theGaugeOfPendingRolloutsIsUpdatedAtEachCheck() {
        scorer.write(rollout("r1", RIGHT).build());
        scorer.write(rollout("r2", RIGHT).build());
        Rollout third = rollout("r3", RIGHT).build();
        scorer.write(third);
        scorer.write(tokenRewards(rollout("r4", RIGHT).build(), 0.8f).build());
        scorer.pass(Duration.ofSeconds(10));
        assertThat(scorer.meters.get("errata.scorer.pending").gauge().value()).isEqualTo(3);
        scorer.write(tokenRewards(third, 0.8f).build());
        scorer.pass(Duration.ofSeconds(10));
        assertThat(scorer.meters.get("errata.scorer.pending").gauge().value()).isEqualTo(2);
        scorer.pass(ScoringDriver.TIMEOUT);
        assertThat(scorer.meters.get("errata.scorer.pending").gauge().value()).isZero();

        scorer.write(rollout("r5", RIGHT).build());
        scorer.pass(Duration.ofSeconds(10));
        scorer.stop();
        assertThat(scorer.meters.get("errata.scorer.pending").gauge().value())
                .as("another process may have the partition now")
                .isZero();
        scorer.start();
    }

    @Test
    void pendingRolloutsOfSeveralPartitionsAreAddedUp() {
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        ScoringCounters counters = new ScoringCounters(own);
        counters.pending(0, 5);
        counters.pending(0, 7);
        counters.pending(5, 2);
        assertThat(own.get("errata.scorer.pending").gauge().value()).isEqualTo(9);
    }

    @Test
    void timeInWhichTheScorerDidNotRunDoesNotCountAsWaiting() {
        Rollout rollout = rollout("r1", RIGHT).build();
        scorer.write(rollout);
        PendingRollout waited =
                scorer.<PendingRollout>store(TopologyNames.PENDING_ROLLOUTS).get("r1");
        clock.turn(Duration.ofHours(5));
        scorer.stop();
        scorer.start();
        scorer.<PendingRollout>store(TopologyNames.PENDING_ROLLOUTS).put("r1", waited);
        scorer.pass(Duration.ofSeconds(30));
        assertThat(scorer.rejections()).isEmpty();
        scorer.write(tokenRewards(rollout, 0.8f).build());
        assertThat(scorer.read(scorer.topics.scoredRollouts())).hasSize(1);
    }
}
