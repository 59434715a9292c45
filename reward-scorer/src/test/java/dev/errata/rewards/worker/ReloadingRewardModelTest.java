package dev.errata.rewards.worker;

import static dev.errata.rewards.scoring.Fixtures.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.weights.Checksum;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.RewardModel;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.scoring.Fixtures;
import dev.errata.rewards.scoring.HandTurnedClock;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingRewardModelTest {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Topics topics = new Topics("");

    @TempDir
    private Path folder;

    private long nanos;
    private int loads;
    private boolean broken;

    @BeforeEach
    void first() throws IOException {
        write("first", 1);
    }

    private void write(String weights, long modified) throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), weights);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    }

    private String version() {
        return Checksum.sha256(folder.resolve("model.safetensors")).substring(0, 12);
    }

    private RewardModel load() {
        if (broken) {
            throw new UnusableCheckpointException("half of it is missing");
        }
        loads++;
        return new FakeRewardModel(version(), "6*4=24;####24");
    }

    private ReloadingRewardModel reloading(Optional<Duration> every) {
        return new ReloadingRewardModel(folder, every, this::load, () -> nanos);
    }

    private String reviewedBy(ReloadingRewardModel models) {
        RolloutReview review = new RolloutReview(
                new ScoringAdmission(Judge.strict(), true),
                models::current,
                new RewardModelWire(Fixtures.serdes(""), new RecordLimit(1 << 20)),
                new HandTurnedClock(),
                new SimpleMeterRegistry());
        byte[] bytes = Fixtures.serde(topics.rollouts())
                .serializer()
                .serialize("rollouts", rollout("r1", "6*4=24;####24").build());
        byte[] written = review.review(List.of(new ConsumerRecord<>("rollouts", 0, 0, "key", bytes)))
                .get(0)
                .value();
        TokenRewards rewards =
                Fixtures.serde(topics.tokenRewards()).deserializer().deserialize("token-rewards", written);
        return rewards.getRewardModelVersion();
    }

    @Test
    void newWeightsAreLoadedBetweenBatchesAndTheirVersionIsNamed() throws IOException {
        try (ReloadingRewardModel models = reloading(Optional.of(EVERY))) {
            String before = version();
            assertThat(reviewedBy(models)).isEqualTo(before);
            write("second", 2);
            assertThat(reviewedBy(models)).as("it is not time to check yet").isEqualTo(before);
            nanos += EVERY.toNanos();
            assertThat(reviewedBy(models)).isEqualTo(version()).isNotEqualTo(before);
            nanos += EVERY.toNanos();
            assertThat(reviewedBy(models)).isEqualTo(version());
        }
        assertThat(loads).isEqualTo(2);
    }

    @Test
    void theSameWeightsWrittenAgainAreNotLoadedAgain() throws IOException {
        try (ReloadingRewardModel models = reloading(Optional.of(EVERY))) {
            write("first", 2);
            nanos += EVERY.toNanos();
            reviewedBy(models);
        }
        assertThat(loads).isEqualTo(1);
    }

    @Test
    void aFolderThatCannotBeLoadedLeavesTheOldModelUntilItCan() throws IOException {
        try (ReloadingRewardModel models = reloading(Optional.of(EVERY))) {
            String before = version();
            write("second", 2);
            broken = true;
            nanos += EVERY.toNanos();
            assertThat(reviewedBy(models)).isEqualTo(before);
            Files.delete(folder.resolve("model.safetensors"));
            nanos += EVERY.toNanos();
            assertThat(reviewedBy(models)).isEqualTo(before);
            write("second", 2);
            broken = false;
            nanos += EVERY.toNanos();
            assertThat(reviewedBy(models)).isEqualTo(version()).isNotEqualTo(before);
        }
    }

    @Test
    void withoutTheSettingNewWeightsAreNotLoaded() throws IOException {
        try (ReloadingRewardModel models = reloading(Optional.empty())) {
            String before = version();
            write("second", 2);
            nanos += Duration.ofDays(1).toNanos();
            assertThat(reviewedBy(models)).isEqualTo(before);
        }
    }
}
