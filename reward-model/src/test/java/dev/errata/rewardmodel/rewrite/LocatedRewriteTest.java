package dev.errata.rewardmodel.rewrite;

import static dev.errata.rewardmodel.rewrite.FakePolicy.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.sampling.ReviewRequest;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.rewardmodel.Answer;
import dev.errata.rewardmodel.Assessment;
import dev.errata.rewardmodel.Assessment.Draft;
import dev.errata.rewardmodel.Assessment.Scored;
import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.Location.Outcome;
import dev.errata.rewardmodel.RewardModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reward model that is asked for the first wrong step before it rewrites. */
class LocatedRewriteTest {

    private static final String REFERENCE = "6*4=24;1+2=3;#27";
    private static final String WRONG = "4*6=24;1+2=4;#28";
    private static final RewritePrompt PROMPT = new RewritePrompt("?", "|", "|", 20);

    private static Draft rewritten(FakePolicy policy, String answer) {
        RewardModel model = new GenerativeRewardModel(
                policy.frozen(),
                PROMPT,
                new LocatingPrompt("?", ";", ""),
                "0123456789ab",
                new GenerativeRewardModel.Limits(60, 56, 0));
        Assessment assessment = model.assess(List.of(new Answer("6*4+1+2", REFERENCE, tokens(answer), true)))
                .get(0);
        return Objects.requireNonNull(((Scored) assessment).draft());
    }

    @Test
    void theStepsBeforeTheLocatedOneAreKeptVerbatim() {
        FakePolicy policy = new FakePolicy(REFERENCE, 500).replying("2");
        Draft draft = rewritten(policy, WRONG);
        assertThat(draft.location()).isEqualTo(new Location(Outcome.LOCATED, 2));
        assertThat(draft.text()).as("the first step is the answer's own").isEqualTo("4*6=24;1+2=3;#27");
        assertThat(draft.edits()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"1, LOCATED", "0, NONE", "4, OUT_OF_RANGE", "33, OUT_OF_RANGE", "incorrect, UNREADABLE"})
    void aReplyThatKeepsNoStepLetsTheWholeAnswerBeRewritten(String reply, Outcome outcome) {
        Draft draft = rewritten(new FakePolicy(REFERENCE, 500).replying(reply), WRONG);
        assertThat(Objects.requireNonNull(draft.location()).outcome()).isEqualTo(outcome);
        assertThat(draft.text()).isEqualTo(REFERENCE);
    }

    @Test
    void onlyWrongAnswersAreLocated() {
        FakePolicy policy = new FakePolicy(REFERENCE, 500).replying("1");
        RewardModel model = new GenerativeRewardModel(
                policy.frozen(),
                PROMPT,
                new LocatingPrompt("?", ";", ""),
                "v",
                new GenerativeRewardModel.Limits(60, 56, 0));
        assertThat(model.assess(List.of(
                        new Answer("6*4", REFERENCE, tokens("1"), true),
                        new Answer("6*4", REFERENCE, tokens("2"), false))))
                .hasSize(2);
        assertThat(policy.batches.get(0))
                .extracting(request -> request.sideQuestion() != null)
                .containsExactly(true, false);
    }

    @Test
    void aLocatingQuestionThatDoesNotFitBesideTheAnswerIsNotAsked() {
        FakePolicy policy = new FakePolicy(REFERENCE, 100).replying("2");
        assertThat(rewritten(policy, WRONG).location()).isNull();
        assertThat(policy.batches.get(0))
                .extracting(ReviewRequest::sideQuestion)
                .containsOnlyNulls();
    }

    @Test
    void aModelThatCannotLocateIsRefusedWithTheSettingToChange(@TempDir Path folder) throws IOException {
        PROMPT.save(folder);
        assertThatThrownBy(() -> GenerativeRewardModel.load(
                        folder, "cpu", 1, new GenerativeRewardModel.Limits(256, 56, 1), true))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("--locating")
                .hasMessageContaining("reward-model.locating=false");
    }
}
