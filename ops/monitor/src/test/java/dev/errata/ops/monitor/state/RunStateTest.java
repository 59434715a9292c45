package dev.errata.ops.monitor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.ops.monitor.state.AnswerView.Piece;
import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.VersionSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunStateTest {

    private static final LogStatus READING = new LogStatus(false, "Reads.", 0, false);
    private static final Question QUESTION = MadeUp.question("demo", "6+2", "8");

    private final RunState state = new RunState("demo", new Limits(50, 5, Duration.ofSeconds(30), 8L));

    @Test
    void rolloutsAreScoredOrRejectedAndALateRejectionIsNotCountedTwice() {
        for (int i = 0; i < 4; i++) {
            state.record("rollouts", 1000);
            state.rollout(1000, MadeUp.rollout("r" + i, QUESTION, "6+2=8", 0));
        }
        state.scored(2000, MadeUp.right(2000, MadeUp.rollout("r0", QUESTION, "6+2=8", 0)));
        state.scored(2000, MadeUp.right(2000, MadeUp.rollout("r1", QUESTION, "6+2=8", 0)));
        state.rejected(3000, MadeUp.rejected(3000, RejectionReason.DUPLICATE));
        state.rejected(3000, MadeUp.rejected(3000, RejectionReason.TOO_STALE));
        Snapshot snapshot = state.snapshot(4000, READING);
        assertThat(snapshot.totals().rollouts()).isEqualTo(4);
        assertThat(snapshot.totals().scored()).isEqualTo(1);
        assertThat(snapshot.totals().rejected()).isEqualTo(2);
        assertThat(snapshot.totals().tokensPerRollout()).isEqualTo(5);
        assertThat(snapshot.rejections())
                .extracting(VerdictHistory.Rejections::reason)
                .contains("DUPLICATE", "TOO_STALE");
    }

    @Test
    void aRewriteIsShownAsKeptDeletedAndInsertedTokens() throws IOException {
        state.vocabulary(MadeUp.vocabulary());
        state.scored(
                1000,
                MadeUp.wrong(
                        1000,
                        MadeUp.rollout("r", QUESTION, "6+2=9x", 3),
                        "6+2=8.",
                        List.of(
                                new Edit(EditKind.SUBSTITUTE, 4, 4),
                                new Edit(EditKind.INSERT, 5, 5),
                                new Edit(EditKind.DELETE, 5, 6))));
        AnswerView answer = state.answers(null, null).get(0);
        assertThat(answer.rewrite().stream().map(RunStateTest::shown).toList())
                .containsExactly("6", "+", "2", "=", "-9", "+8", "+.", "-x");
        assertThat(answer.tokens()).hasSize(6).allSatisfy(token -> {
            assertThat(token.reward()).isEqualTo(-0.1);
            assertThat(token.logProb()).isEqualTo(-0.25);
            assertThat(token.version()).isEqualTo(3);
        });
    }

    private static String shown(Piece piece) {
        return switch (piece.kind()) {
            case "DELETE" -> "-" + piece.text();
            case "INSERT" -> "+" + piece.text();
            default -> piece.text();
        };
    }

    @Test
    void everyTokenIsShownWithTheVersionThatSampledIt() {
        var rollout = MadeUp.rollout("r", QUESTION, "6+2=8", 4);
        rollout.setVersionSpans(List.of(new VersionSpan(0, 4L), new VersionSpan(3, 5L)));
        state.scored(1000, MadeUp.right(1000, rollout));
        assertThat(state.answers(null, null).get(0).tokens())
                .extracting(AnswerView.Token::version)
                .containsExactly(4L, 4L, 4L, 5L, 5L);
    }

    @Test
    void anInconsistentRecordDoesNotBreakThePage() {
        var scored = MadeUp.wrong(
                1000,
                MadeUp.rollout("r", QUESTION, "6+2=9", 0),
                "8",
                List.of(new Edit(EditKind.DELETE, 99, 0), new Edit(EditKind.SUBSTITUTE, -1, 77)));
        scored.setRewards(new ArrayList<>(List.of(Float.NaN)));
        scored.getRollout().setVersionSpans(List.of());
        state.scored(1000, scored);
        assertThat(state.answers(null, false)).singleElement().satisfies(answer -> {
            assertThat(answer.tokens()).hasSize(5);
            assertThat(answer.tokens().get(0).reward()).isNull();
        });
    }

    @Test
    void manyAnswersOfOneSourceDoNotHideTheOthers() {
        state.scored(1000, MadeUp.wrong(1000, MadeUp.rollout("first", QUESTION, "9", 0), "8", List.of()));
        Question flood = MadeUp.question("flood", "1+1", "2");
        for (int i = 0; i < 100; i++) {
            state.scored(2000 + i, MadeUp.right(2000 + i, MadeUp.rollout("f" + i, flood, "2", 0)));
        }
        assertThat(state.answers(null, null)).hasSize(5);
        assertThat(state.answers("demo", null)).extracting(AnswerView::id).containsExactly("first");
        assertThat(state.answers(null, false)).extracting(AnswerView::id).containsExactly("first");
        assertThat(state.answers("flood", null).get(0).id())
                .as("the newest first")
                .isEqualTo("f99");
    }

    @Test
    void textTooLongToShowIsNotKept() {
        var rollout = MadeUp.rollout("r", MadeUp.question("demo", "1".repeat(100_000), "8"), "9".repeat(50_000), 0);
        state.scored(1000, MadeUp.right(1000, rollout));
        AnswerView answer = state.answers(null, null).get(0);
        assertThat(answer.question()).hasSizeLessThan(2_100);
        assertThat(answer.tokens()).hasSize(AnswerViews.MAX_TOKENS);
    }

    @Test
    void aStageThatIsSilentWhileWorkWaitsIsStalledAndNamed() {
        state.record("token-rewards", 50_000);
        state.record("scored-rollouts", 100_000);
        state.record("learner-steps", 50_000);
        state.queues(100_000, List.of(new Queue("scored-rollouts", "learner", 312)));
        assertThat(state.snapshot(101_000, READING).stages())
                .extracting(Stages.StageView::name, Stages.StageView::status)
                .contains(
                        tuple("scoring topology", "WORKING"), tuple("learner", "STALLED"), tuple("actors", "WAITING"));
        assertThat(state.snapshot(101_000, READING).stages().get(3).reason())
                .isEqualTo("has written nothing to learner-steps for 51 s while 312 records of scored-rollouts "
                        + "wait for it");
    }

    @Test
    void withoutARewardModelTheScoringTopologyReadsTheRollouts() {
        state.record("rollouts", 100_000);
        state.record("scored-rollouts", 50_000);
        state.record("learner-steps", 50_000);
        state.queues(100_000, List.of(new Queue("rollouts", "scoring topology", 512)));
        assertThat(state.snapshot(101_000, READING).stages())
                .extracting(Stages.StageView::name, Stages.StageView::status)
                .containsExactly(
                        tuple("actors", "WORKING"), tuple("scoring topology", "STALLED"), tuple("learner", "WAITING"));
    }

    @Test
    void accuracyIsComparedWithTheOldestVersionMeasured() {
        state.evaluated(3000, MadeUp.evaluation(3000, 8, EvaluationMode.GREEDY, 0.6));
        state.evaluated(1000, MadeUp.evaluation(1000, 0, EvaluationMode.GREEDY, 0.4));
        state.evaluated(4000, MadeUp.evaluation(4000, 9, EvaluationMode.SAMPLED, 0.5));
        var accuracy = state.snapshot(5000, READING).accuracy();
        assertThat(accuracy.start()).isNotNull();
        assertThat(accuracy.start().accuracy().value()).isEqualTo(0.4);
        assertThat(accuracy.now()).isNotNull();
        assertThat(accuracy.now().accuracy().value()).isEqualTo(0.6);
        assertThat(accuracy.points()).hasSize(3);
    }

    @Test
    void theFirstMeasuredSetIsTheHeadline() {
        state.evaluated(1000, MadeUp.evaluation(1000, 0, EvaluationMode.GREEDY, 0.4));
        Evaluation other = MadeUp.evaluation(1000, 1, EvaluationMode.GREEDY, 0.1);
        other.setBenchmark("a-harder-one");
        state.evaluated(1000, other);
        var accuracy = state.snapshot(5000, READING).accuracy();
        assertThat(accuracy.points()).hasSize(2);
        assertThat(accuracy.now()).isNotNull();
        assertThat(accuracy.now().benchmark()).isEqualTo("arithmetic");
    }

    @Test
    void aLongRunKeepsItsFirstAndLastAccuracy() {
        for (int version = 0; version <= 1000; version++) {
            state.evaluated(version, MadeUp.evaluation(version, version, EvaluationMode.GREEDY, 0.4));
        }
        var accuracy = state.snapshot(5000, READING).accuracy();
        assertThat(accuracy.points()).hasSizeLessThanOrEqualTo(50);
        assertThat(accuracy.start()).isNotNull();
        assertThat(accuracy.start().version()).isZero();
        assertThat(accuracy.now()).isNotNull();
        assertThat(accuracy.now().version()).isEqualTo(1000);
    }

    @Test
    void anUnreadableRecordIsCountedAndReported() {
        state.unreadable("rollouts", 1000, "The record has no schema id.");
        Snapshot snapshot = state.snapshot(2000, READING);
        assertThat(snapshot.totals().unreadable()).isEqualTo(1);
        assertThat(snapshot.warnings()).anyMatch(warning -> warning.contains("no schema id"));
    }

    @Test
    void aLossThatIsNaNIsReported() {
        state.step(1000, MadeUp.step(1000, 1, Map.of("train/loss", Double.NaN, "ppo/clip_frac", 0.1)));
        Snapshot snapshot = state.snapshot(2000, READING);
        assertThat(snapshot.warnings()).anyMatch(warning -> warning.startsWith("train/loss was infinite or NaN"));
        assertThat(snapshot.curves()).containsKey("metric/ppo/clip_frac");
        assertThat(snapshot.staleness().worst()).isEqualTo(2);
        assertThat(snapshot.staleness().limit()).isEqualTo(8);
    }

    @Test
    void theSnapshotHasTheFieldsThatThePageReads() {
        MadeUpRun.write(state, 400_000, 120);
        JsonNode json = new ObjectMapper().valueToTree(state.snapshot(400_000, READING));
        assertThat(json.path("curves").path("reward/mean").path("points").get(0).size())
                .isEqualTo(2);
        assertThat(json.path("curves").path("staleness/max").path("unit").asText())
                .isEqualTo("versions");
        assertThat(json.path("accuracy")
                        .path("now")
                        .path("accuracy")
                        .path("low")
                        .isNumber())
                .isTrue();
        assertThat(json.path("totals").path("actorTokens").isNumber()).isTrue();
        assertThat(json.path("startedAt").isNumber()).isTrue();
        assertThat(json.path("policy").path("version").asInt()).isEqualTo(10);
        assertThat(json.toString()).doesNotContain("NaN");
    }

    @Test
    void anEmptyRunIsShown() {
        JsonNode json = new ObjectMapper().valueToTree(state.snapshot(1000, READING));
        assertThat(json.path("startedAt").isNull()).isTrue();
        assertThat(json.path("policy").isNull()).isTrue();
        assertThat(json.path("stages")).hasSize(4);
        assertThat(state.answers(null, null)).isEmpty();
    }
}
