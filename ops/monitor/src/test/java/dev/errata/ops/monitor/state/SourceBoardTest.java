package dev.errata.ops.monitor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.ops.monitor.state.SourceView.Status;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sources of questions in the state of a run. */
class SourceBoardTest {

    private static final LogStatus READING = new LogStatus(false, "Reads.", 0, false);
    private static final long NOW = 1_000_000;

    private final RunState state = new RunState("", new Limits(50, 5, Duration.ofSeconds(30), 8L));

    @Test
    void sharesOfTheLastMinuteStandBesideThoseThatTheWeightsGive() {
        exists("a", 1, 0, 0);
        exists("b", 3, 0, 0);
        rollouts("a", NOW - 50_000, 20);
        rollouts("b", NOW - 1_000, 40);
        rollouts("b", NOW - 90_000, 500);
        assertThat(source("a").rollouts().share()).isCloseTo(1 / 3.0, within(1e-5));
        assertThat(source("b").rollouts().perSecond()).isCloseTo(40 / 60.0, within(1e-5));
        assertThat(source("a").rollouts().due()).isEqualTo(0.25);
        assertThat(source("b").rollouts().due()).isEqualTo(0.75);
    }

    @Test
    void sourcesOfALowerPriorityAreDueOnlyOnceTheOthersAreDone() {
        exists("first", 1, 5, 1);
        exists("second", 1, 0, 0);
        assertThat(source("second").rollouts().due()).isZero();
        state.asked(MadeUp.last(MadeUp.asked(NOW, "first", 0, 0, 10)));
        assertThat(source("first").status()).isEqualTo(Status.DONE);
        assertThat(source("second").rollouts().due()).isEqualTo(1);
    }

    @Test
    void aPassIsDoneOnceEveryPartitionHasEndedIt() {
        state.questions(Map.of("a", Map.of(0, 10L, 1, 20L, 2, 0L)));
        assertThat(source("a").passes()).isEqualTo(new SourceView.PassesView(0, 30, 0));
        state.asked(MadeUp.asked(NOW, "a", 0, 0, 4));
        state.asked(MadeUp.last(MadeUp.asked(NOW, "a", 0, 0, 5, SkipReason.DEAD_LETTER)));
        state.asked(MadeUp.asked(NOW, "a", 1, 0, 7));
        assertThat(source("a").passes()).isEqualTo(new SourceView.PassesView(0, 30, 17));
        state.asked(MadeUp.asked(NOW, "a", 0, 1, 3));
        assertThat(source("a").passes()).as("one is ahead").isEqualTo(new SourceView.PassesView(0, 30, 17));
        state.asked(MadeUp.last(MadeUp.asked(NOW, "a", 1, 0, 13)));
        assertThat(source("a").passes()).isEqualTo(new SourceView.PassesView(1, 30, 3));
        state.asked(MadeUp.asked(NOW, "a", 1, 1, 2));
        state.asked(MadeUp.asked(NOW, "a", 1, 0, 99));
        assertThat(source("a").passes()).as("an old record").isEqualTo(new SourceView.PassesView(1, 30, 5));
    }

    @Test
    void recordsThatCameAfterTheLastPassHavePassesOfTheirOwn() {
        exists("a", 1, 0, 2);
        state.asked(MadeUp.last(MadeUp.asked(NOW, "a", 0, 0, 10)));
        state.asked(MadeUp.last(MadeUp.asked(NOW, "a", 0, 1, 10)));
        assertThat(source("a").status()).isEqualTo(Status.DONE);
        state.questions(Map.of("a", Map.of(0, 15L)));
        AskedQuestions later = MadeUp.asked(NOW, "a", 0, 0, 3);
        later.setFromOffset(10);
        state.asked(later);
        assertThat(source("a").passes()).isEqualTo(new SourceView.PassesView(0, 15, 13));
        assertThat(source("a").status()).isEqualTo(Status.WAITING);
    }

    @Test
    void theOnlyPassGoesOnWhereTheTopicHasGrown() {
        exists("a", 1, 0, 1);
        state.asked(MadeUp.last(MadeUp.asked(NOW, "a", 0, 0, 10)));
        assertThat(source("a").status()).isEqualTo(Status.DONE);
        state.questions(Map.of("a", Map.of(0, 15L)));
        state.asked(MadeUp.asked(NOW, "a", 0, 0, 2));
        assertThat(source("a").passes()).isEqualTo(new SourceView.PassesView(0, 15, 12));
        assertThat(source("a").status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aSourceIsAskedWaitsIsDoneIsPausedOrIsEmpty() {
        exists("a", 1, 0, 2);
        assertThat(source("a").status()).isEqualTo(Status.WAITING);
        rollouts("a", NOW - 2_000, 1);
        assertThat(source("a").status()).isEqualTo(Status.ASKED);
        SourceSettings paused = MadeUp.settings("a", 1, 0, 2);
        paused.setPaused(true);
        state.settings(paused);
        assertThat(source("a").status()).isEqualTo(Status.PAUSED);
        state.defaults("a");
        assertThat(source("a").status()).isEqualTo(Status.ASKED);
        state.asked(MadeUp.asked(NOW, "a", 0, 0, 10));
        assertThat(source("a").status()).as("asked once, with nothing left").isEqualTo(Status.DONE);
        state.settings(MadeUp.settings("planned", 1, 0, 1));
        assertThat(source("planned").status()).isEqualTo(Status.EMPTY);
    }

    @Test
    void skippedQuestionsAreAShareOfTheRecordsOfTheLastMinute() {
        state.asked(MadeUp.asked(
                NOW - 2_000, "a", 0, 0, 6, SkipReason.ALWAYS_RIGHT, SkipReason.ALWAYS_RIGHT, SkipReason.NEVER_RIGHT));
        state.asked(MadeUp.asked(NOW - 2_000, "a", 1, 0, 1));
        state.asked(MadeUp.asked(NOW - 200_000, "a", 1, 0, 0, SkipReason.LIMIT));
        assertThat(source("a").skipped()).containsOnly(Map.entry("ALWAYS_RIGHT", 0.2), Map.entry("NEVER_RIGHT", 0.1));
    }

    @Test
    void rightAnswersAndDeadLettersAreCountedBySource() {
        var question = MadeUp.question("a", "1+1", "2");
        for (int i = 0; i < 1_000; i++) {
            var rollout = MadeUp.rollout("r" + i, question, "2", 0);
            state.scored(NOW, i < 500 || i % 4 == 0 ? MadeUp.right(NOW, rollout) : wrong(rollout));
        }
        state.dead(MadeUp.dead(NOW, "questions.a", DeadLetterReason.EMPTY));
        state.dead(MadeUp.dead(NOW, "questions.a", DeadLetterReason.EMPTY));
        state.dead(MadeUp.dead(NOW, "rollouts", DeadLetterReason.MALFORMED));
        assertThat(source("a").right()).as("of the newest").isEqualTo(0.25);
        assertThat(source("a").deadLetters()).containsOnly(Map.entry("EMPTY", 2L));
        assertThat(state.letterCounts())
                .containsExactly(
                        new LetterCount("questions.a", "a", "EMPTY", 2),
                        new LetterCount("rollouts", "", "MALFORMED", 1));
    }

    private static ScoredRollout wrong(Rollout rollout) {
        return MadeUp.wrong(NOW, rollout, "2", List.of());
    }

    @Test
    void aMisnamedTopicAndSettingsThatCannotBeFollowedAreReportedWithTheRemedy() {
        state.misnamed(Set.of("questions.My_Source"));
        exists("a", 2, 0, 1);
        state.settings(MadeUp.settings("a", -1, 0, 1));
        assertThat(source("a").settings().weight())
                .as("the last that can be followed")
                .isEqualTo(2);
        assertThat(state.snapshot(NOW, READING).warnings())
                .containsExactly(
                        "questions.My_Source: a source's name has 1 to 63 characters of a-z, 0-9, '-' and '_'; its"
                                + " questions are not asked. Send them to a topic questions.<source> with such a name.",
                        "The newest settings of source a are not followed. The weight is -1.0: give a number above 0,"
                                + " 1,000,000 at most; to stop a source, pause it. Correct them with 'errata sources"
                                + " set'.");
        state.settings(MadeUp.settings("a", 1, 0, 1));
        state.misnamed(Set.of());
        assertThat(state.snapshot(NOW, READING).warnings()).isEmpty();
    }

    @Test
    void ofManySourcesTheBusiestAreShownAndTheOthersSummedUp() {
        for (int i = 0; i < 3_000; i++) {
            state.questions(Map.of("s" + i, Map.of(0, 1L)));
            state.rollout(NOW - 2_000, MadeUp.rollout("r", MadeUp.question("s" + i, "1+1", "2"), "2", 0));
        }
        rollouts("s700", NOW - 2_000, 5);
        TreeSet<String> misnamed = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            misnamed.add("questions.No." + i);
        }
        state.misnamed(misnamed);
        Snapshot snapshot = state.snapshot(NOW, READING);
        SourcesView sources = snapshot.questionSources();
        assertThat(sources.shown()).hasSize(SourceBoard.MOST_SHOWN);
        assertThat(sources.shown()).extracting(SourceView::source).contains("s700", "(more sources)");
        assertThat(sources.others()).isNotNull();
        assertThat(sources.others().sources()).isEqualTo(SourceBoard.MOST_KEPT + 1 - SourceBoard.MOST_SHOWN);
        assertThat(snapshot.warnings()).hasSize(6).contains("95 more topics have names that no source can have.");
    }

    @Test
    void lettersOfManyTopicsTakeBoundedMemory() {
        for (int i = 0; i < 5_000; i++) {
            state.dead(MadeUp.dead(NOW, "questions.s" + i, DeadLetterReason.EMPTY));
        }
        assertThat(state.letterCounts()).hasSize(LetterTally.MOST_KINDS + 1);
        assertThat(state.letterCounts().stream().mapToLong(LetterCount::letters).sum())
                .isEqualTo(5_000);
    }

    @Test
    void theSnapshotHasTheFieldsThatThePageReads() {
        MadeUpRun.write(state, NOW, 120);
        JsonNode json = new ObjectMapper().valueToTree(state.snapshot(NOW, READING));
        assertThat(json.path("sources").get(0).isTextual()).as("as before").isTrue();
        JsonNode first = json.path("questionSources").path("shown").get(0);
        assertThat(first.path("source").asText()).isEqualTo("arithmetic");
        assertThat(first.path("settings").path("weight").isNumber()).isTrue();
        assertThat(first.path("rollouts").path("share").isNumber()).isTrue();
        assertThat(first.path("passes").path("questions").asLong()).isEqualTo(2_000);
        assertThat(first.path("skipped").path("ALWAYS_RIGHT").isNumber()).isTrue();
        assertThat(json.path("questionSources").path("others").isNull()).isTrue();
    }

    private void exists(String source, double weight, int priority, long passes) {
        state.questions(Map.of(source, Map.of(0, 10L)));
        state.settings(MadeUp.settings(source, weight, priority, passes));
    }

    private void rollouts(String source, long at, int count) {
        for (int i = 0; i < count; i++) {
            state.rollout(at, MadeUp.rollout("r" + i, MadeUp.question(source, "1+1", "2"), "2", 0));
        }
    }

    private SourceView source(String name) {
        return state.snapshot(NOW, READING).questionSources().shown().stream()
                .filter(view -> view.source().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
