package dev.errata.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.FakePolicies;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.freshness.Freshness;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.TestSettings;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.VersionSpan;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchAdmissionTest {

    private static final long NEWEST = 9;

    private final BatchAdmission admission = new BatchAdmission(
            new BatchPlan("scored-rollouts", 4, Objectives.named("rlmec", TestSettings.DEFAULTS), new FakePolicies()),
            new Freshness(4),
            new PolicyLimits(10, 8),
            Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC));

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw("too many log-probs", "log-probs", scored -> scored.getRollout()
                        .setBehaviorLogProbs(List.of(-1f, -1f, -1f, -1f))),
                flaw("too few rewards", "rewards", scored -> scored.setRewards(List.of(0.5f))),
                flaw("too few weights", "weights", scored -> scored.setTargetWeights(List.of(0.5f))),
                flaw("no prompt", "no tokens", scored -> scored.getRollout().setPromptTokens(List.of())),
                flaw("no version", "version", scored -> scored.getRollout().setVersionSpans(List.of())),
                flaw("a first token without version", "starts at token 1 instead of 0", spans(span(1, NEWEST))),
                flaw("a start below 0", "starts at token -1 instead of 0", spans(span(-1, NEWEST))),
                flaw("a version below 0", "versions count from 0", spans(span(0, -1))),
                flaw(
                        "two versions of one token",
                        "starts at token 0 follows one that starts at token 0",
                        spans(span(0, NEWEST - 1), span(0, NEWEST))),
                flaw(
                        "spans out of order",
                        "starts at token 1 follows one that starts at token 2",
                        spans(span(0, NEWEST - 2), span(2, NEWEST - 1), span(1, NEWEST))),
                flaw(
                        "a version that falls",
                        "falls from 9 to 8 at token 2",
                        spans(span(0, NEWEST), span(2, NEWEST - 1))),
                flaw(
                        "a span behind the answer's end",
                        "starts at token 3, but its answer has 3 tokens",
                        spans(span(0, NEWEST - 1), span(3, NEWEST))),
                flaw(
                        "a later token of a version that was never published",
                        "newer than 9",
                        spans(span(0, NEWEST), span(1, NEWEST + 1))),
                flaw("another temperature", "temperature 0.7", scored -> scored.getRollout()
                        .setSampling(new SamplingSettings(0.7, 1.0, 0, 9, 1L))),
                flaw("a nucleus", "top-p 0.95", scored -> scored.getRollout()
                        .setSampling(new SamplingSettings(1.0, 0.95, 0, 9, 1L))),
                flaw(
                        "a reward that is not a number",
                        "finite",
                        scored -> scored.setRewards(List.of(Float.NaN, 0f, 0f))),
                flaw("an absurd reward", "beyond 1000", scored -> scored.setRewards(List.of(3e38f, 0f, 0f))),
                flaw("an absurd penalty", "beyond 1000", scored -> scored.setRewards(List.of(0f, -1001f, 0f))),
                flaw("an absurd weight", "beyond 1000", scored -> scored.setTargetWeights(List.of(0.5f, 1001f, 0.5f))),
                flaw("a log-prob of minus infinity", "finite", scored -> scored.getRollout()
                        .setBehaviorLogProbs(List.of(-1f, Float.NEGATIVE_INFINITY, -1f))),
                flaw("a log-prob above 0", "above 0", scored -> scored.getRollout()
                        .setBehaviorLogProbs(List.of(-1f, 0.5f, -1f))),
                flaw("a token that does not exist", "vocabulary", scored -> scored.setTargetTokens(List.of(3, 4, 10))));
    }

    private static Arguments flaw(String name, String words, Consumer<ScoredRollout> flaw) {
        return Arguments.of(name, words, flaw);
    }

    private static Consumer<ScoredRollout> spans(VersionSpan... spans) {
        return scored -> scored.getRollout().setVersionSpans(List.of(spans));
    }

    private static VersionSpan span(int start, long version) {
        return new VersionSpan(start, version);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void aMalformedRolloutIsRejectedWithASentence(String name, String words, Consumer<ScoredRollout> flaw) {
        ScoredRollout scored = Scored.correct("r", NEWEST);
        flaw.accept(scored);
        RejectedRollout rejected = onlyRejection(scored);
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.MALFORMED);
        assertThat(rejected.getDetail()).contains(words).endsWith(".");
        assertThat(rejected.getStage()).isEqualTo("learner");
        assertThat(rejected.getRejectedAt()).isEqualTo(77);
        assertThat(rejected.getSource()).isEqualTo("demo");
    }

    @Test
    void aRolloutOlderThanTheBoundIsRejectedAsTooStale() {
        RejectedRollout rejected = onlyRejection(Scored.wrong("r", NEWEST - 5));
        assertThat(rejected.getReason()).isEqualTo(RejectionReason.TOO_STALE);
        assertThat(rejected.getPolicyVersion()).isEqualTo(NEWEST - 5);
        assertThat(rejected.getCorrect()).isFalse();
    }

    @Test
    void aRolloutOfAVersionThatWasNeverPublishedIsRejected() {
        assertThat(onlyRejection(Scored.wrong("r", NEWEST + 1)).getReason()).isEqualTo(RejectionReason.MALFORMED);
    }

    @Test
    void aRolloutThatDoesNotFitThePolicyIsTooLong() {
        ScoredRollout scored = Scored.of(
                "r",
                NEWEST,
                List.of(3),
                List.of(-0.1f),
                List.of(3, 3, 3, 3, 3, 3, 3),
                List.of(1f, 1f, 1f, 1f, 1f, 1f, 1f));
        assertThat(onlyRejection(scored).getReason()).isEqualTo(RejectionReason.TOO_LONG);
    }

    @Test
    void theOldestRolloutWithinTheBoundIsTrainedOn() {
        Admitted admitted = admit(new Arrival.Readable(0, 5, Scored.wrong("r", NEWEST - 4)));
        assertThat(admitted.rollouts()).hasSize(1);
        assertThat(admitted.rejected()).isEmpty();
    }

    /** The answer has three tokens; its age is that of the oldest. */
    @Test
    void anAnswerWithInFlightUpdatesIsAsOldAsItsFirstToken() {
        ScoredRollout young = Scored.correct("r", NEWEST);
        spans(span(0, NEWEST - 4), span(1, NEWEST - 1), span(2, NEWEST)).accept(young);
        assertThat(admit(new Arrival.Readable(0, 5, young)).rollouts()).containsExactly(young);

        ScoredRollout old = Scored.correct("r", NEWEST);
        spans(span(0, NEWEST - 5), span(2, NEWEST)).accept(old);
        assertThat(onlyRejection(old).getReason()).isEqualTo(RejectionReason.TOO_STALE);
    }

    @Test
    void anUnreadableRecordBecomesADeadLetter() {
        Admitted admitted = admit(new Arrival.Unreadable(2, 5, "It is garbage.", new byte[5000]));
        assertThat(admitted.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getTopic()).isEqualTo("scored-rollouts");
            assertThat(letter.getPartition()).isEqualTo(2);
            assertThat(letter.getOffset()).isEqualTo(5);
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.WRONG_SCHEMA);
            assertThat(letter.getPayload().remaining()).isEqualTo(4096);
        });
    }

    /** Not one rollout's fault, so nothing is set aside: the learner stops with the setting to change. */
    @Test
    void aLogThatTheObjectiveCannotLearnFromStopsTheLearner() {
        Arrival instance =
                new Arrival.Readable(0, 5, Scored.group("q/0/1", NEWEST, true).get(0));
        assertThatThrownBy(() -> admit(instance))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("learner.objective=rlmec needs scorer.rewards=tokens");
    }

    private RejectedRollout onlyRejection(ScoredRollout scored) {
        Admitted admitted = admit(new Arrival.Readable(0, 5, scored));
        assertThat(admitted.rollouts()).isEmpty();
        assertThat(admitted.rejected()).hasSize(1);
        return admitted.rejected().get(0);
    }

    private Admitted admit(Arrival arrival) {
        return admission.admit(List.of(arrival), NEWEST);
    }
}
