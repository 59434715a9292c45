package dev.errata.tasks.arithmetic.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.Policy;
import dev.errata.rewardmodel.training.RecipeProgress;
import dev.errata.tasks.arithmetic.Difficulty;
import dev.errata.tasks.arithmetic.Teaching;
import dev.errata.tasks.arithmetic.TokenizerFolder;
import dev.errata.tasks.arithmetic.audit.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few steps of both recipes on the real engine. */
class RecipesTest {

    private static final QuestionSets SMALL = new QuestionSets(Difficulty.demo(), 4, 40, 20, 60, 40);
    private static final StartPolicyRecipe POLICY = new StartPolicyRecipe(SMALL, 1, 6, 8, 3e-3, 1);
    private static final RewardModelRecipe REWARD_MODEL =
            new RewardModelRecipe(SMALL, 2, 2, 5, 4, 2e-3, 0.6, Teaching.demo(), false, 2);

    @Test
    void aFewStepsLowerTheLossAndLeaveFoldersThatLoad(@TempDir Path folder) throws IOException {
        List<RecipeProgress> seen = new ArrayList<>();
        Path policy = folder.resolve("policy");
        POLICY.run(policy, seen::add);
        assertThat(seen.get(0).step()).isEqualTo(1);
        assertThat(seen.get(5).loss()).isLessThan(seen.get(0).loss());
        assertThat(seen.get(seen.size() - 1).accuracy()).isPresent();

        Path model = folder.resolve("model");
        AuditRecipe.Audits audits = REWARD_MODEL.run(policy, model, seen::add);
        assertThat(audits.corrupted().answers()).isEqualTo(40);
        assertThat(audits.corrupted().rewrites().sound()).isBetween(0.0, 1.0);
        assertThat(AuditTable.of(audits))
                .hasSizeGreaterThan(AuditTable.figures(audits).size());
        assertThat(audits.real().located()).isNull();
        assertThat(model)
                .isDirectoryNotContaining("glob:**/locating_prompt.json")
                .isDirectoryContaining("glob:**/rewrite_prompt.json")
                .isDirectoryContaining("glob:**/recipe.json")
                .isDirectoryContaining("glob:**/tokenizer.json");
        try (Policy loaded = Policy.load(model, "cpu")) {
            assertThat(loaded.config().layers()).isEqualTo(2);
            assertThat(loaded.tokenizer().size()).isEqualTo(TokenizerFolder.SIZE);
            assertThat(loaded.prompt("1+2")).containsExactly(1, 4, 13, 5, 18);
        }
    }

    @Test
    void aLocatingRewardModelRecordsThatItLocatesAndIsAuditedForIt(@TempDir Path folder) throws IOException {
        Path policy = folder.resolve("policy");
        POLICY.run(policy, progress -> {});
        Path model = folder.resolve("model");
        AuditRecipe.Audits audits = new RewardModelRecipe(SMALL, 2, 2, 5, 4, 2e-3, 0.6, Teaching.demo(), true, 2)
                .run(policy, model, progress -> {});
        assertThat(model).isDirectoryContaining("glob:**/locating_prompt.json");
        Located located = Objects.requireNonNull(audits.corrupted().located());
        assertThat(located.exact() + located.early() + located.late() + located.unlocated())
                .isCloseTo(1, within(1e-9));
        assertThat(AuditTable.figures(audits)).anyMatch(line -> line.contains("named exactly"));
        assertThat(Files.readString(model.resolve("recipe.json"))).contains("corrupted_step_located");
    }

    @Test
    void theSameSeedMakesTheSameWeightsToTheLastBit(@TempDir Path folder) throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        POLICY.run(one, progress -> {});
        POLICY.run(other, progress -> {});
        assertThat(other.resolve("model.safetensors")).hasSameBinaryContentAs(one.resolve("model.safetensors"));
    }

    @Test
    void aFolderThatNoRecipeWroteIsUnchanged(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "precious");
        assertThatThrownBy(() -> POLICY.run(folder, progress -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("give another folder");
        assertThat(file).exists();
    }

    @Test
    void theStartPolicyIsNotReplacedByItsRewardModel(@TempDir Path folder) throws IOException {
        Path policy = folder.resolve("policy");
        POLICY.run(policy, progress -> {});
        byte[] weights = Files.readAllBytes(policy.resolve("model.safetensors"));
        assertThatThrownBy(() -> REWARD_MODEL.run(policy, policy, progress -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("give another folder");
        assertThat(policy.resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void theQuestionFilesAreReproducible(@TempDir Path folder) throws IOException {
        SMALL.write(folder.resolve("a"));
        SMALL.write(folder.resolve("b"));
        for (String name : List.of(QuestionSet.TRAINING.file(), QuestionSet.HELD_OUT.file())) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameTextualContentAs(folder.resolve("b").resolve(name));
        }
        assertThat(Files.readAllLines(folder.resolve("a").resolve(QuestionSet.TRAINING.file())))
                .hasSize(20);
    }
}
