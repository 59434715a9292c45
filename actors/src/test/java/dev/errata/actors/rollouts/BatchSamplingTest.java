package dev.errata.actors.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.actors.config.WeightUpdates;
import dev.errata.actors.progress.ActorProgress;
import dev.errata.actors.questions.AskedQuestion;
import dev.errata.actors.weights.Announcements;
import dev.errata.actors.weights.FollowPolicyUpdates;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.policy.sampling.CacheAfterUpdate;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that arrive while a batch of answers of six tokens, one a step, is sampled; it begins with version 3. */
class BatchSamplingTest {

    private final FakePolicy policy = new FakePolicy();
    private final ActorProgress progress = new ActorProgress(Clock.systemUTC(), Duration.ofSeconds(10));
    private final Announcements announcements;
    private final FollowPolicyUpdates weights;

    BatchSamplingTest(@TempDir Path store) {
        announcements = new Announcements(store);
        weights = announcements.followed(folder -> policy, progress);
        policy.answerLength = 6;
    }

    @BeforeEach
    void versionThreeIsInMemory() {
        assertThat(weights.adoptNewest()).isFalse();
        announcements.announce(3);
        assertThat(weights.adoptNewest()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"IN_FLIGHT, KEEP", "IN_FLIGHT_RECOMPUTE, RECOMPUTE"})
    void theRestOfEveryAnswerIsOfTheNewVersion(WeightUpdates updates, CacheAfterUpdate cache) {
        beforeToken(2, () -> announcements.announce(4));
        beforeToken(5, () -> announcements.announce(7));

        assertThat(sample(updates)).hasSize(4).allSatisfy(rollout -> {
            assertThat(rollout.getVersionSpans())
                    .containsExactly(new VersionSpan(0, 3L), new VersionSpan(2, 4L), new VersionSpan(5, 7L));
            assertThat(rollout.getAnswerTokens()).hasSize(6);
            assertThat(rollout.getBehaviorLogProbs()).hasSize(6);
        });
        assertThat(policy.caches).containsExactly(cache, cache);
        assertThat(progress.inFlightUpdates()).isEqualTo(2);
        assertThat(weights.current()).extracting("version").isEqualTo(7L);
    }

    @Test
    void noWeightsAreAdoptedInFlightWithBetweenBatches() {
        beforeToken(0, () -> announcements.announce(4));

        assertThat(sample(WeightUpdates.BETWEEN_BATCHES))
                .allSatisfy(rollout -> assertThat(rollout.getVersionSpans()).containsExactly(new VersionSpan(0, 3L)));
        assertThat(policy.folders).isEmpty();
        assertThat(weights.current()).extracting("version").isEqualTo(3L);
    }

    @Test
    void anUnusableUpdateIsSkippedAndTheBatchContinues() {
        beforeToken(1, () -> announcements.announceCorrupt(4));
        beforeToken(2, () -> announcements.announcePruned(5));
        beforeToken(4, () -> announcements.announce(6));

        assertThat(sample(WeightUpdates.IN_FLIGHT)).allSatisfy(rollout -> assertThat(rollout.getVersionSpans())
                .containsExactly(new VersionSpan(0, 3L), new VersionSpan(4, 6L)));
    }

    @Test
    void seedsUseTheVersionAtTheBeginningOfTheBatch() {
        List<Rollout> undisturbed = sample(WeightUpdates.BETWEEN_BATCHES);
        beforeToken(1, () -> announcements.announce(4));

        assertThat(sample(WeightUpdates.IN_FLIGHT))
                .extracting(rollout -> rollout.getSampling().getSeed())
                .isEqualTo(undisturbed.stream()
                        .map(rollout -> rollout.getSampling().getSeed())
                        .toList());
    }

    @Test
    void aBatchWithoutQuestionsHasNoRollouts() {
        assertThat(answers(WeightUpdates.IN_FLIGHT).sample(List.of(), begin())).isEmpty();
    }

    private int looks;

    /** Does something just before the step that samples a token; in order of tokens. */
    private void beforeToken(int token, Runnable task) {
        for (; looks < token; looks++) {
            announcements.onLook(() -> {});
        }
        announcements.onLook(task);
        looks++;
    }

    private List<Rollout> sample(WeightUpdates updates) {
        return answers(updates)
                .sample(
                        List.of(new AskedQuestion(
                                "questions.a/0/1", 0, TestLog.question("1"), policy.prompt("2+2"), 4)),
                        begin());
    }

    private AnswerSampling answers(WeightUpdates updates) {
        BatchSampling batch = BatchSampling.of(new SamplingSettings(1, 1, 0, 56), updates, weights);
        return new AnswerSampling("run", "actor-7", batch, Clock.systemUTC());
    }

    private VersionedPolicy begin() {
        return Objects.requireNonNull(weights.current());
    }
}
