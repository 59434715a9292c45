package dev.errata.rewardmodel.rewrite;

import static dev.errata.rewardmodel.rewrite.FakePolicy.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.Answer;
import dev.errata.rewardmodel.Assessment;
import dev.errata.rewardmodel.Assessment.Draft;
import dev.errata.rewardmodel.Assessment.Failure;
import dev.errata.rewardmodel.Assessment.Scored;
import dev.errata.rewardmodel.Assessment.Unreadable;
import dev.errata.rewardmodel.RewardModel;
import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerativeRewardModelTest {

    private static final String REFERENCE = "6*4=24;#24";

    private final FakePolicy policy = new FakePolicy("6*4=24;#24", 200);
    private final RewardModel model = rewardModel(policy, 100);

    private static RewardModel rewardModel(FakePolicy policy, int cacheSize) {
        RewritePrompt prompt = new RewritePrompt("?", "|", "|", 20);
        return new GenerativeRewardModel(
                policy.frozen(), prompt, "0123456789ab", new GenerativeRewardModel.Limits(60, 56, cacheSize));
    }

    private static Answer answer(String text, boolean wrong) {
        return new Answer("6*4", REFERENCE, tokens(text), wrong);
    }

    @Test
    void theAnswerIsInThePromptWithoutItsEndTokenAndIsScoredWithIt() {
        Assessment assessment =
                model.assess(List.of(answer("6*4=24;#24", false))).get(0);

        var request = policy.batches.get(0).get(0);
        int[] expected = IntStream.of(IntStream.concat(
                                IntStream.of(2), ("6*4?" + REFERENCE + "|6*4=24;#24" + "\0".repeat(10) + "|").chars())
                        .toArray())
                .toArray();
        assertThat(request.prompt()).isEqualTo(expected);
        assertThat(request.answer()).isEqualTo(tokens("6*4=24;#24"));
        assertThat(request.rewrite()).isFalse();
        Scored scored = (Scored) assessment;
        assertThat(scored.probabilities()).hasSize(11).startsWith(0.01f, 0.02f);
        assertThat(scored.draft()).isNull();
    }

    @Test
    void aWrongAnswerIsRewrittenAndHasItsEdits() {
        Scored scored =
                (Scored) model.assess(List.of(answer("6*4=25;#25", true))).get(0);

        Draft draft = Objects.requireNonNull(scored.draft());
        assertThat(draft.text()).isEqualTo("6*4=24;#24");
        assertThat(draft.tokens()).isEqualTo(tokens("6*4=24;#24"));
        assertThat(draft.stopped()).isTrue();
        assertThat(draft.edits())
                .containsExactly(new Edit(EditKind.SUBSTITUTE, 5, 5), new Edit(EditKind.SUBSTITUTE, 9, 9));
    }

    @Test
    void aDistinctAnswerIsReviewedOnceInABatchAndThenCached() {
        List<Assessment> first =
                model.assess(List.of(answer("1", true), answer("2", true), answer("1", true), answer("1", false)));
        assertThat(policy.batches.get(0)).hasSize(3);
        assertThat(first.get(2)).isSameAs(first.get(0));
        assertThat(first.get(3)).isNotEqualTo(first.get(0));

        assertThat(model.assess(List.of(answer("1", true), answer("2", true))))
                .containsExactly(first.get(0), first.get(1));
        assertThat(policy.batches).hasSize(1);
    }

    @Test
    void theSameAnswerToAnotherQuestionIsReviewedAgain() {
        Answer other = new Answer("5*5", REFERENCE, tokens("1"), true);
        assertThat(model.assess(List.of(answer("1", true), other))).hasSize(2);
        assertThat(policy.batches.get(0)).hasSize(2);
    }

    @Test
    void theCacheHoldsAtMostItsSize() {
        RewardModel forgetful = rewardModel(policy, 2);
        List<Answer> three = List.of(answer("1", true), answer("2", true), answer("3", true));
        assertThat(forgetful.assess(three)).hasSize(3).doesNotContainNull();
        assertThat(forgetful.assess(three)).hasSize(3);
        assertThat(policy.batches.get(1))
                .as("the evicted answer, and those that it evicts")
                .isNotEmpty();
        assertThat(policy.batches).hasSize(2);
    }

    @Test
    void anUnreadableAnswerFailsAndTheRestOfTheBatchIsAssessed() {
        int[] foreign = {50, 500, 1};
        List<Assessment> assessments = model.assess(List.of(
                new Answer("6*4", null, tokens("1"), true),
                new Answer("6*4", " ", tokens("1"), true),
                answer("1".repeat(21), true),
                new Answer("6*4", "7".repeat(60), tokens("1"), true),
                new Answer("6*4", REFERENCE, foreign, true),
                answer("1".repeat(20), true)));

        assertThat(assessments.subList(0, 5))
                .containsExactly(
                        new Unreadable(Failure.NO_REFERENCE),
                        new Unreadable(Failure.NO_REFERENCE),
                        new Unreadable(Failure.TOO_LONG),
                        new Unreadable(Failure.TOO_LONG),
                        new Unreadable(Failure.FOREIGN_TOKENS));
        assertThat(assessments.get(5)).isInstanceOf(Scored.class);
        assertThat(policy.batches.get(0)).hasSize(1);
    }

    @Test
    void aTextThatTheTokenizerRefusesFailsOnlyItsAnswer() {
        List<Assessment> assessments = model.assess(List.of(
                new Answer("6×4", REFERENCE, tokens("1"), true),
                new Answer("6*4", "6×4=24", tokens("1"), false),
                answer("1", true)));

        assertThat(assessments.subList(0, 2)).containsOnly(new Unreadable(Failure.UNKNOWN_CHARACTERS));
        assertThat(assessments.get(2)).isInstanceOf(Scored.class);
        assertThat(policy.batches.get(0)).hasSize(1);
    }

    @Test
    void tokensThatTheNetworkLacksFailOnlyTheirAnswer() {
        RewardModel narrow = rewardModel(policy.readingOnly(127), 100);
        List<Assessment> assessments = narrow.assess(
                List.of(answer("\u007f", true), new Answer("6*4", "\u007f", tokens("1"), true), answer("1", true)));

        assertThat(assessments.subList(0, 2))
                .containsExactly(new Unreadable(Failure.FOREIGN_TOKENS), new Unreadable(Failure.UNKNOWN_CHARACTERS));
        assertThat(assessments.get(2)).isInstanceOf(Scored.class);
    }

    @Test
    void aLocatingQuestionThatCannotBeEncodedIsLeftOut() {
        LocatingPrompt numbering = new LocatingPrompt("?", ";", "№{n}");
        RewardModel asking = new GenerativeRewardModel(
                policy.frozen(),
                new RewritePrompt("?", "|", "|", 20),
                numbering,
                "0123456789ab",
                new GenerativeRewardModel.Limits(60, 56, 0));

        assertThat(asking.assess(List.of(answer("1", true))).get(0)).isInstanceOf(Scored.class);
        assertThat(policy.batches.get(0).get(0).sideQuestion()).isNull();
    }

    @Test
    void aPromptAndAnswerBeyondTheModelsPositionsAreTooLong() {
        RewardModel small = rewardModel(new FakePolicy("1", 40), 10);
        assertThat(small.assess(List.of(answer("1", true), answer("1", false))))
                .allSatisfy(assessment -> assertThat(assessment).isInstanceOf(Scored.class));
        assertThat(small.assess(List.of(answer("1234", false)))).containsExactly(new Unreadable(Failure.TOO_LONG));
    }

    @Test
    void anEmptyBatchAsksNothing() {
        assertThat(model.assess(List.of())).isEmpty();
        assertThat(policy.batches).isEmpty();
    }

    @Test
    void aFolderWithoutARewardModelIsRefusedWithTheCommandThatMakesOne(@TempDir Path folder) {
        assertThatThrownBy(() -> GenerativeRewardModel.load(
                        folder, "cpu", 1, new GenerativeRewardModel.Limits(256, 56, 1), false))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("errata reward-model train");
    }
}
