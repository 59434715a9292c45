package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.WRONG;
import static dev.errata.rewards.scoring.Fixtures.rewrite;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.alignment.TokenRewardRule;
import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topics;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rollout that does not fit into one Kafka record is rejected, and the topology continues. */
class RecordLimitTest {

    /**
     * A frame of 1 KiB, and room for the rollouts below (about 230 bytes) but not for 1,200 characters in text and
     * tokens.
     */
    private static final RecordLimit LIMIT = new RecordLimit(1024 + 2000);

    private final HandTurnedClock clock = new HandTurnedClock();
    private ScoringDriver scoring = driver(RewardKind.TOKENS, GroupRule.none(), LIMIT);

    private ScoringDriver driver(RewardKind kind, GroupRule groups, RecordLimit limit) {
        return new ScoringDriver(
                Fixtures.rules(new RewardRule(kind, TokenRewardRule.defaults()), clock), groups, limit, clock);
    }

    @AfterEach
    void stop() {
        scoring.close();
    }

    private static String longAnswer() {
        return "1+1=2;".repeat(200) + RIGHT;
    }

    private void assertRejected(String... ids) {
        assertThat(scoring.read(scoring.topics.rejectedRollouts()))
                .allSatisfy(rejected -> {
                    assertThat(rejected.getReason()).isEqualTo(RejectionReason.TOO_LONG);
                    assertThat(rejected.getDetail()).contains("max.request.size");
                })
                .extracting(RejectedRollout::getRolloutId)
                .containsExactly(ids);
        assertThat(scoring.entries(TopologyNames.PENDING_ROLLOUTS)).isZero();
    }

    @Test
    void aRolloutThatIsTooLargeToStoreIsRejectedWithItsVerdict() {
        scoring.write(rollout("r1", longAnswer()).build());
        assertThat(scoring.read(scoring.topics.rejectedRollouts()))
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.getReason()).isEqualTo(RejectionReason.TOO_LONG);
                    assertThat(rejected.getCorrect()).isTrue();
                });

        Rollout next = rollout("r2", RIGHT).build();
        scoring.write(next);
        scoring.write(tokenRewards(next, 0.8f).build());
        assertThat(scoring.read(scoring.topics.scoredRollouts())).hasSize(1);
    }

    @Test
    void aRolloutThatIsTooLargeTogetherWithItsRewriteIsRejected() {
        Rollout rollout = rollout("r1", WRONG).build();
        scoring.write(rollout);
        scoring.write(rewrite(rollout, longAnswer()).build());
        assertRejected("r1");
    }

    @Test
    void aPartThatIsTooLargeToStoreIsDroppedAndItsRolloutTimesOut() {
        Rollout rollout = rollout("r1", WRONG).build();
        scoring.write(rewrite(rollout, longAnswer()).build());
        scoring.write(rollout);
        scoring.write(tokenRewards(rollout, 0.8f).build());
        scoring.pass(ScoringDriver.TIMEOUT.plusSeconds(10));
        assertThat(scoring.read(scoring.topics.rejectedRollouts()))
                .extracting(RejectedRollout::getReason)
                .containsExactly(RejectionReason.NO_REWRITE_IN_TIME);
        assertThat(scoring.meters.counter("errata.scorer.dropped.parts").count())
                .isEqualTo(1);
    }

    @Test
    void aScoreThatIsTooLargeToSendIsRejectedAndItsGroupIsReleased() {
        scoring.close();
        scoring = driver(RewardKind.INSTANCE, new GroupRule(true, false, 1), LIMIT);
        scoring.write(sample(0, longAnswer()));
        scoring.write(sample(1, RIGHT));
        assertRejected("q/0/1#0");
        assertThat(scoring.read(scoring.topics.scoredRollouts()))
                .extracting(ScoredRollout::getGroup)
                .containsExactly(new ScoredGroup(1, 2, 2));
    }

    private static Rollout sample(int sample, String answer) {
        return rollout("q/0/1#" + sample, answer)
                .setSampleIndex(sample)
                .setGroupSize(2)
                .build();
    }

    @Test
    void theLimitIsTheMaxRequestSizeOfTheProducers() {
        assertThat(RecordLimit.of(log(Map.of())).bytes()).isEqualTo(1_048_576);
        assertThat(RecordLimit.of(log(Map.of("max.request.size", "8388608"))).bytes())
                .isEqualTo(8_388_608);
        assertThatThrownBy(() -> RecordLimit.of(log(Map.of("max.request.size", "8M"))))
                .hasMessageContaining("errata.client.\"max.request.size\"")
                .hasMessageContaining("whole number");
    }

    private static EventLog log(Map<String, String> client) {
        return new EventLog(new Topics(""), client);
    }
}
