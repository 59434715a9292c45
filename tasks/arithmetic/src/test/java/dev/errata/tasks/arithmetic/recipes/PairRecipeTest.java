package dev.errata.tasks.arithmetic.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.Policy;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.PolicyTeacher;
import dev.errata.rewardmodel.teachers.RewriteTemplate;
import dev.errata.rewardmodel.teachers.WrongAnswer;
import dev.errata.rewardmodel.teachers.pairs.GivenAnswer;
import dev.errata.rewardmodel.teachers.pairs.PolicyAnswers;
import dev.errata.rewardmodel.training.PairFile;
import dev.errata.rewardmodel.training.PairRecipe;
import dev.errata.rewardmodel.training.PairTraining;
import dev.errata.rewardmodel.training.RecipeProgress;
import dev.errata.rewardmodel.training.RewriteExample;
import dev.errata.schemas.Question;
import dev.errata.tasks.arithmetic.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real engine, with a network of one layer. */
class PairRecipeTest {

    private static final ModelConfig SHAPE =
            new ModelConfig("qwen2", 32, 1, 2, 2, 16, 64, TokenizerFolder.SIZE, 160, 10_000, 1e-6, true, true);
    private static final RewritePrompt PROMPT = new RewritePrompt("?", "|", "|", 24);
    private static final PairTraining QUICK = new PairTraining(4, OptionalInt.empty(), 3, 1e-2, 0.03, 0, 0.5, 150, 1);

    @TempDir
    private Path folder = Path.of("");

    private Path base = Path.of("");

    @BeforeEach
    void make() throws IOException {
        base = folder.resolve("base");
        Path tokenizer = Files.createDirectories(folder.resolve("tokenizer"));
        TokenizerFolder.write(tokenizer);
        try (Policy policy = Policy.initialize(SHAPE, tokenizer, 3, "cpu")) {
            policy.save(base);
        }
    }

    /** {@code 6+2*3 = 12}. */
    private static Question question(String id) {
        return Question.newBuilder()
                .setId(id)
                .setSource("test")
                .setText("6+2*3")
                .setGold("12")
                .setReference("2*3=6;6+6=12;####12")
                .setTask("arithmetic")
                .build();
    }

    private static WrongAnswer wrong(Question question, String text) {
        return new WrongAnswer(question, String.valueOf(question.getReference()), text);
    }

    private static List<RewriteExample> pairs() {
        List<RewriteExample> pairs = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            String right = "2*" + i + "=" + 2 * i + ";####" + 2 * i;
            pairs.add(new RewriteExample("2*" + i, right, "2*" + i + "=" + (2 * i + 1) + ";####" + (2 * i + 1), right));
        }
        return pairs;
    }

    @Test
    void trainingLowersTheLossAndLeavesARewardModelsFolder() throws IOException {
        Path out = folder.resolve("model");
        List<RecipeProgress> seen = new ArrayList<>();
        PairRecipe.Made made = new PairRecipe(base, PROMPT, QUICK, "cpu").run(pairs(), out, seen::add);
        assertThat(made.steps()).as("4 epochs of 7 pairs, 3 a step").isEqualTo(12);
        assertThat(seen).hasSize(12);
        assertThat(made.lastLoss()).isLessThan(made.firstLoss());
        // Begin 1, "2*7" 3, "?" 1, "2*7=14;####14" 10 (the mark is one token), "|" 1, answer field 24, "|" 1.
        assertThat(made.longestPrompt()).isEqualTo(41);
        assertThat(made.longestRewrite()).as("10 and the end").isEqualTo(11);
        assertThat(RewritePrompt.load(out)).isEqualTo(PROMPT);
        assertThat(out.resolve("recipe.json"))
                .content()
                .contains("\"learning_rate\" : 0.01")
                .contains("\"pairs\" : 7");
        assertThat(Files.mismatch(base.resolve("model.safetensors"), out.resolve("model.safetensors")))
                .isNotEqualTo(-1);
        Policy.load(out, "cpu").close();
    }

    @Test
    void theBaseModelIsNotReplaced() {
        assertThatThrownBy(() -> new PairRecipe(base, PROMPT, QUICK, "cpu").run(pairs(), base, progress -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the model to begin with lies in " + base);
    }

    @Test
    void theSameSeedMakesTheSameWeightsAndStepsMayBeGivenInstead() throws IOException {
        PairTraining twoSteps = new PairTraining(4, OptionalInt.of(2), 3, 1e-2, 0.03, 0, 0.5, 150, 1);
        for (String name : List.of("one", "other")) {
            assertThat(new PairRecipe(base, PROMPT, twoSteps, "cpu")
                            .run(pairs(), folder.resolve(name), progress -> {})
                            .steps())
                    .isEqualTo(2);
        }
        assertThat(folder.resolve("one/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("other/model.safetensors"));
    }

    @Test
    void pairsThatAreTooLongAreLeftOutAndAForeignPromptIsRefused() throws IOException {
        List<RewriteExample> pairs = new ArrayList<>(pairs());
        pairs.add(new RewriteExample("2*8", "2*8=16;####16", "2*8=17;".repeat(5), "2*8=16;####16"));
        PairRecipe.Made made =
                new PairRecipe(base, PROMPT, QUICK, "cpu").run(pairs, folder.resolve("model"), progress -> {});
        assertThat(made.learned()).isEqualTo(7);
        assertThat(made.tooLong()).isEqualTo(1);
        RewritePrompt foreign = new RewritePrompt("?", "</s>", "|", 24);
        assertThatThrownBy(() ->
                        new PairRecipe(base, foreign, QUICK, "cpu").run(pairs, folder.resolve("no"), progress -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rewrite-prompt");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void aFileOfPairsIsReadLineByLineAndItsFaultsAreNamed() throws IOException {
        Path file = folder.resolve("p.jsonl");
        String good = "{\"question\":\"q\",\"reference\":\"r\",\"answer\":\"a\",\"rewrite\":\"z\"}\n";
        Files.writeString(file, good + "\n" + good);
        assertThat(PairFile.read(file))
                .containsExactly(new RewriteExample("q", "r", "a", "z"), new RewriteExample("q", "r", "a", "z"));
        Files.writeString(file, good + "{\"question\":\"q\"}\n");
        assertThatThrownBy(() -> PairFile.read(file)).hasMessageContaining("Line 2");
        Files.writeString(file, "");
        assertThatThrownBy(() -> PairFile.read(file)).hasMessageContaining("holds no pairs");
    }

    @Test
    void thePolicyAnswersEachQuestionTheSameInAnyBatch() {
        List<Question> questions = List.of(question("a"), question("b"), question("c"));
        try (Policy policy = Policy.load(base, "cpu")) {
            PolicyAnswers answering = new PolicyAnswers(policy, new SamplingSettings(1, 1, 0, 8), 2, 5);
            List<GivenAnswer> together = answering.answer(questions);
            assertThat(together).hasSize(6);
            assertThat(together).extracting(GivenAnswer::sample).containsExactly(0, 1, 0, 1, 0, 1);
            assertThat(answering.answer(List.of(questions.get(2)))).isEqualTo(together.subList(4, 6));
        }
    }

    @Test
    void aPolicyWithTheReferenceRewritesAndOneThatNeverEndsDeclines() {
        RewriteTemplate template = new RewriteTemplate("{question}?{reference}|{answer}|");
        try (PolicyTeacher teacher = new PolicyTeacher("policy", Policy.load(base, "cpu"), template, 4)) {
            List<Lesson> lessons =
                    teacher.teach(List.of(wrong(question("a"), "####13"), wrong(question("b"), "2*3=6;".repeat(40))));
            assertThat(lessons).hasSize(2);
            assertThat(lessons.get(0)).isInstanceOfAny(Lesson.Rewritten.class, Lesson.Declined.class);
            assertThat(lessons.get(1)).isEqualTo(new Lesson.Declined("too long for the teacher"));
        }
    }

    @Test
    void aTemplateNeedsItsPlaceholdersAndFillsEachOnce() {
        assertThatThrownBy(() -> new RewriteTemplate("{question} {answer}")).hasMessageContaining("{reference}");
        assertThat(new RewriteTemplate("{question}?{reference}|{answer}|").fill(wrong(question("a"), "{question}$1")))
                .isEqualTo("6+2*3?2*3=6;6+6=12;####12|{question}$1|");
        assertThat(RewriteTemplate.plain().fill(wrong(question("a"), "####13")))
                .contains("####13", "6+2*3", "2*3=6;6+6=12;####12");
    }
}
