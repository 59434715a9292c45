package dev.errata.tasks.arithmetic.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.Form;
import dev.errata.tasks.arithmetic.Grade;
import dev.errata.tasks.arithmetic.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionSetsTest {

    private static final QuestionSets DEMO = QuestionSets.demo();

    @Test
    void noTwoSetsShareAQuestionAndNoModelLearnedFromOne() {
        Set<String> all = new HashSet<>();
        int known = 0;
        for (Split learned : List.of(Split.WARM_UP, Split.REWARD_MODEL)) {
            for (ArithmeticQuestion question : DEMO.of(learned)) {
                assertThat(all.add(question.text())).as(question.text()).isTrue();
                known++;
            }
        }
        assertThat(known).isEqualTo(22_000);
        addAll(DEMO.first(2_000, QuestionSet.TRAINING), Form.PLAIN, all);
        addAll(DEMO.first(2_000, QuestionSet.TUNING), Form.PLAIN, all);
        addAll(DEMO.first(2_000, QuestionSet.HELD_OUT), Form.PLAIN, all);
        addAll(DEMO.first(2_000, QuestionSet.UNSEEN_FORM), Form.SIGNED, all);
        addAll(DEMO.first(2_000, QuestionSet.UNSEEN_FORM), Form.WORDS, all);
        assertThat(all).hasSize(22_000 + 5 * 2_000);
        for (Grade harder : List.of(Grade.LONGER, Grade.LARGER)) {
            addAll(QuestionSets.of(harder).first(2_000, QuestionSet.HARDER), Form.PLAIN, new HashSet<>(all));
        }
    }

    @Test
    void trainingOnAnotherGradeLeavesTheMeasuredSetsUnchanged() {
        Set<String> all = new HashSet<>();
        addAll(QuestionSets.of(Grade.LONGER).first(2_000, QuestionSet.TRAINING), Form.PLAIN, all);
        addAll(DEMO.first(2_000, QuestionSet.TUNING), Form.PLAIN, all);
        addAll(DEMO.first(2_000, QuestionSet.HELD_OUT), Form.PLAIN, all);
        addAll(QuestionSets.of(Grade.LONGER).first(2_000, QuestionSet.HARDER), Form.PLAIN, all);
    }

    @Test
    void aSmallerSetIsThePrefixOfALargerOne() {
        for (QuestionSet set : QuestionSet.values()) {
            QuestionSets sets = QuestionSets.of(set.usualGrade());
            List<ArithmeticQuestion> whole = sets.first(1_000, set);
            assertThat(sets.first(100, set)).as(set.toString()).isEqualTo(whole.subList(0, 100));
            assertThat(sets.first(500, set)).as(set.toString()).isEqualTo(whole.subList(0, 500));
        }
    }

    @Test
    void theUnseenFormIsOfTheHeldOutQuestions() {
        assertThat(DEMO.first(50, QuestionSet.UNSEEN_FORM)).isEqualTo(DEMO.first(50, QuestionSet.HELD_OUT));
    }

    /**
     * The files of commit d7281e4, which the published results were measured with: sha256sum of
     * {@code RecipesMain questions}.
     */
    @Test
    void theSetsOfTheDemoAreThoseThatResultsWereMeasuredWith(@TempDir Path folder) throws Exception {
        DEMO.write(folder);
        assertThat(sha256(folder.resolve("training.jsonl")))
                .isEqualTo("0321d2ff2498502ce2d5f740f5c7fcea929c99aadead84dc72ee9a44c03bc8ee");
        assertThat(sha256(folder.resolve("held-out.jsonl")))
                .isEqualTo("3145dada00c124462ca4ee72b3a41ec584254f7532567c5ca6b05c3ec1aa55e1");
    }

    @Test
    void moreQuestionsThanThereAreAreRefused() {
        assertThatThrownBy(() -> DEMO.first(2_001, QuestionSet.HELD_OUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The held-out set has at most 2,000 questions: ask for fewer than 2,001.");
    }

    private static void addAll(List<ArithmeticQuestion> questions, Form form, Set<String> all) {
        for (ArithmeticQuestion question : questions) {
            String text = form.write(question.terms());
            assertThat(all.add(text)).as(text).isTrue();
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
