package dev.errata.rewardmodel.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.rewardmodel.rewrite.LocatingPrompt;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import org.junit.jupiter.api.Test;

class RewardModelTrainerTest {

    private static final RewritePrompt PROMPT = new RewritePrompt("?", "|", "|", 5);

    @Test
    void theReferenceWeighsLessThanTheRewriteAndTheAnswerFieldNothing() {
        TrainingSequence sequence =
                RewardModelTrainer.sequence(new Characters(), PROMPT, 0.5, new RewriteExample("1+2", "r3", "w4", "r3"));
        assertThat(text(sequence.prompt())).isEqualTo("<1+2?");
        assertThat(text(sequence.answer())).isEqualTo("r3|w4___|r3>");
        assertThat(sequence.channels()).hasNumberOfRows(1);
        assertThat(sequence.channels()[0]).containsExactly(.5f, .5f, .5f, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void theLearnedRewriteFollowsTheServedRewritingPrompt() {
        TrainingSequence sequence = RewardModelTrainer.sequence(
                new Characters(), PROMPT, 0.5, new RewriteExample("1+2", "r3", "longer", "r3"));
        int[] asked = PROMPT.render(new Characters(), "1+2", "r3", new Characters().encode("longer"));
        assertThat(text(sequence.prompt()) + text(sequence.answer())).isEqualTo(text(asked) + "r3>");
    }

    @Test
    void theNumberOfTheFirstStepThatTheRewriteChangesIsLearnedAlone() {
        LocatingPrompt locating = new LocatingPrompt("?", ";", "");
        TrainingSequence sequence = RewardModelTrainer.sequence(
                new Characters(), PROMPT, locating, new RewriteExample("1+2", "r;3", "r;4", "r;3"));
        assertThat(text(sequence.prompt())).isEqualTo("<1+2?r;3|r;4__?");
        assertThat(text(sequence.answer())).isEqualTo("2>");
        assertThat(sequence.channels()[0]).containsExactly(1, 1);
    }

    @Test
    void anUnchangedAnswerHasNoWrongStep() {
        LocatingPrompt locating = new LocatingPrompt("?", ";", "");
        TrainingSequence sequence = RewardModelTrainer.sequence(
                new Characters(), PROMPT, locating, new RewriteExample("1+2", "r;3", "r;3", "r;3"));
        assertThat(text(sequence.answer())).isEqualTo("0>");
    }

    @Test
    void aStepNumberOfTwoDigitsIsLearnedWhole() {
        LocatingPrompt locating = new LocatingPrompt("?", ";", "");
        String eleven = ";".repeat(11);
        TrainingSequence sequence = RewardModelTrainer.sequence(
                new Characters(), PROMPT, locating, new RewriteExample("1", "r", eleven + "4", eleven + "3"));
        assertThat(text(sequence.answer())).isEqualTo("12>");
    }

    private static String text(int[] tokens) {
        return new String(tokens, 0, tokens.length);
    }

    /** One token per character; the specials are characters too. */
    private static final class Characters implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return text.codePoints().toArray();
        }

        @Override
        public String decode(int[] tokens) {
            return text(tokens);
        }

        @Override
        public int bos() {
            return '<';
        }

        @Override
        public int eos() {
            return '>';
        }

        @Override
        public int pad() {
            return '_';
        }

        @Override
        public int size() {
            return Character.MAX_CODE_POINT + 1;
        }

        @Override
        public void close() {}
    }
}
