package dev.errata.learner.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.OpenBatch;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.LearnerStep;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Admitted NOTHING_SET_ASIDE = new Admitted(List.of(), List.of(), List.of());

    private final Hand hand = new Hand();

    @Test
    void aWaitIsReportedWithItsReasonAndStart() {
        LearnerActivity activity = new LearnerActivity(hand);
        assertThat(activity.training()).isFalse();
        hand.now = Instant.ofEpochSecond(10);
        activity.awaitRollouts(3, 64);
        hand.now = Instant.ofEpochSecond(20);
        activity.awaitRollouts(12, 64);
        assertThat(activity.activity().now().doing())
                .isEqualTo("waiting for scored-rollouts, 12 of the 64 that the batch misses are there");
        assertThat(activity.activity().now().since()).isEqualTo(Instant.ofEpochSecond(10));
        assertThat(activity.training()).isTrue();
    }

    @Test
    void anUpdateAndAPublicationAreLogged() {
        LearnerActivity activity = new LearnerActivity(hand);
        Listeners listeners = new Listeners(List.of(activity));
        listeners.onBatch(12);
        assertThat(activity.activity().now().doing()).isEqualTo("update 12");
        listeners.onStep(step(12), NOTHING_SET_ASIDE);
        assertThat(activity.activity().now().doing()).isEqualTo("collecting");
        listeners.onPublishing(3);
        assertThat(activity.activity().now().doing()).isEqualTo("publishing version 3");
        listeners.onPublication(new RunPosition(12, 3, 12, 8, Map.of(), OpenBatch.NONE));
        assertThat(activity.activity().now().doing()).isEqualTo("collecting");
    }

    @Test
    void theFirstUpdateIsLoggedAtOnceAndLaterOnesAtTheInterval() {
        List<String> lines = new ArrayList<>();
        LogLines listener = new LogLines(lines::add, Duration.ofHours(1));
        listener.onStep(step(1), NOTHING_SET_ASIDE);
        listener.onStep(step(2), NOTHING_SET_ASIDE);
        assertThat(lines).singleElement().asString().startsWith("update 1, version 3: loss 0.5000");
    }

    @Test
    void recordsSetAsideBeforeABatchIsFullAreCountedAndLoggedWithTheNewestReason() {
        List<String> lines = new ArrayList<>();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Listeners listeners =
                new Listeners(List.of(new LogLines(lines::add, Duration.ofHours(1)), new Meters(registry)));
        listeners.onSetAside(
                new Admitted(List.of(), List.of(), List.of(letter("It is empty."), letter("It is junk."))));
        assertThat(lines)
                .containsExactly("no update: 2 records set aside since the last line, the newest because: It is junk.");
        assertThat(registry.get("errata.dead.letters")
                        .tags("topic", "scored-rollouts", "reason", "WRONG_SCHEMA")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    private static DeadLetter letter(String reason) {
        return DeadLetter.newBuilder()
                .setTopic("scored-rollouts")
                .setPartition(0)
                .setOffset(5)
                .setReason(DeadLetterReason.WRONG_SCHEMA)
                .setDetail(reason)
                .setPayload(ByteBuffer.allocate(0))
                .setStage("learner")
                .setSetAsideAt(0L)
                .build();
    }

    @Test
    void everyMetricBecomesAGauge() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Meters meters = new Meters(registry);
        meters.onStep(step(1), NOTHING_SET_ASIDE);
        meters.onStep(step(2), NOTHING_SET_ASIDE);
        meters.onPublication(new RunPosition(2, 4, 2, 8, Map.of(), OpenBatch.NONE));
        assertThat(registry.get("errata.train.loss").gauge().value()).isEqualTo(0.5);
        assertThat(registry.get("errata.learner.update").gauge().value()).isEqualTo(2);
        assertThat(registry.get("errata.learner.version").gauge().value()).isEqualTo(4);
        assertThat(registry.get("errata.learner.rollouts").counter().count()).isEqualTo(128);
    }

    private static LearnerStep step(long update) {
        return LearnerStep.newBuilder()
                .setUpdate(update)
                .setPolicyVersion(3)
                .setBatch(List.of())
                .setRollouts(64)
                .setTokens(1000)
                .setStalenessMax(1)
                .setStalenessMean(0.5)
                .setMetrics(Map.of(
                        "train/loss", 0.5,
                        "train/policy_loss", 0.1,
                        "train/imitation_loss", 0.4,
                        "thr/learner_tok_s", 900.0,
                        "time/learner_wait", 0.2))
                .setSteppedAt(0L)
                .build();
    }

    /** A clock whose hand the test moves. */
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
