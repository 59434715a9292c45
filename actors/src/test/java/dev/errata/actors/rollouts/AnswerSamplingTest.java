package dev.errata.actors.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.actors.questions.AskedQuestion;
import dev.errata.actors.weights.ArrivingWeights;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.policy.sampling.CacheAfterUpdate;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerSamplingTest {

    private final FakePolicy policy = new FakePolicy();
    private final AnswerSampling sampling = new AnswerSampling(
            "run",
            "actor-7",
            new BatchSampling(new SamplingSettings(1.0, 0.9, 5, 56), ArrivingWeights.NONE, CacheAfterUpdate.KEEP),
            Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC));

    @Test
    void everyFieldOfARolloutIsFilled() {
        Rollout rollout = sample(3, "1").get(2);

        assertThat(rollout.getRolloutId()).isEqualTo("questions.a/0/1#2");
        assertThat(rollout.getQuestion().getId()).isEqualTo("1");
        assertThat(rollout.getSampleIndex()).isEqualTo(2);
        assertThat(rollout.getGroupSize()).isEqualTo(4);
        assertThat(rollout.getPromptTokens()).containsExactly(50, 43, 50);
        assertThat(rollout.getAnswerTokens()).hasSize(2).endsWith(99);
        assertThat(rollout.getBehaviorLogProbs()).containsExactly(-1f, -0.5f);
        assertThat(rollout.getVersionSpans()).containsExactly(new VersionSpan(0, 3L));
        assertThat(rollout.getSampling().getTemperature()).isEqualTo(1.0);
        assertThat(rollout.getSampling().getTopP()).isEqualTo(0.9);
        assertThat(rollout.getSampling().getTopK()).isEqualTo(5);
        assertThat(rollout.getSampling().getMaxNewTokens()).isEqualTo(56);
        assertThat(rollout.getFinishReason())
                .isEqualTo(rollout.getAnswerTokens().get(0) == 0 ? FinishReason.LENGTH : FinishReason.STOP);
        assertThat(rollout.getAnswerText()).startsWith("####");
        assertThat(rollout.getActorId()).isEqualTo("actor-7");
        assertThat(rollout.getSampledAt()).isEqualTo(77);
    }

    @Test
    void aRepeatedAnswerNamesTheFirstOne() {
        int duplicates = 0;
        for (int question = 0; question < 20; question++) {
            Map<List<Integer>, Integer> first = new HashMap<>();
            for (Rollout rollout : sample(0, "q" + question)) {
                Integer earlier = first.putIfAbsent(rollout.getAnswerTokens(), rollout.getSampleIndex());
                assertThat(rollout.getDuplicateOf()).isEqualTo(earlier);
                duplicates += earlier == null ? 0 : 1;
            }
        }
        assertThat(duplicates).isPositive();
    }

    @Test
    void seedsDependOnQuestionVersionAndSampleAndOnNothingElse() {
        List<Long> seeds = seeds(sample(0, "1"));

        assertThat(seeds).doesNotHaveDuplicates();
        assertThat(seeds(sample(0, "1"))).isEqualTo(seeds);
        assertThat(seeds(sample(1, "1"))).doesNotContainAnyElementsOf(seeds);
        assertThat(seeds(sample(0, "2"))).doesNotContainAnyElementsOf(seeds);
    }

    @Test
    void allAnswersComeFromOneBatch() {
        sampling.sample(List.of(asked("1"), asked("2"), asked("3")), new VersionedPolicy(0, policy));

        assertThat(policy.largestBatch).isEqualTo(12);
    }

    private List<Rollout> sample(long version, String id) {
        return sampling.sample(List.of(asked(id)), new VersionedPolicy(version, policy));
    }

    private AskedQuestion asked(String id) {
        return new AskedQuestion("questions.a/0/1", 0, TestLog.question(id), policy.prompt("2+2"), 4);
    }

    private static List<Long> seeds(List<Rollout> rollouts) {
        return rollouts.stream().map(rollout -> rollout.getSampling().getSeed()).toList();
    }
}
