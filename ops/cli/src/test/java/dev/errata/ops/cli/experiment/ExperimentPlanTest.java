package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPlanTest {

    private static final String PLAN =
            """
            name: comparison
            question: Which one learns most?
            budget: {minutes: 4, sampled-tokens: 2000000}
            seeds: [1, 2]
            sets: [held-out]
            set: {learner.learning-rate: "5e-4"}
            arms:
              - name: rlmec
              - name: no-imitation
                set: {learner.imitation-weight: "0"}
                questions: 200
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theArmsOfAPlanAreReadFromItsFile() throws IOException {
        ExperimentPlan plan = read(PLAN);
        assertThat(plan.budget().time()).hasMinutes(4);
        assertThat(plan.budget().tokens()).hasValue(2_000_000);
        assertThat(plan.points()).isEqualTo(9);
        assertThat(plan.arms().get(1).settings()).isEqualTo(Map.of("learner.imitation-weight", "0"));
        assertThat(plan.arms().get(1).questions()).isEqualTo(200);
    }

    @Test
    void allArmsRunOnceBeforeTheNextSeed() throws IOException {
        assertThat(Trial.of(read(PLAN)).stream().map(Trial::toString))
                .isEqualTo(List.of("rlmec, seed 1", "no-imitation, seed 1", "rlmec, seed 2", "no-imitation, seed 2"));
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> read(PLAN + "sedes: [1]\n"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("sedes");
    }

    @Test
    void anArmNameThatCannotNameAFolderIsRefused() {
        assertThatThrownBy(() -> read(PLAN.replace("no-imitation", "../elsewhere")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("'../elsewhere' needs a name of letters");
    }

    @Test
    void moreQuestionsThanThereAreAreRefused() {
        assertThatThrownBy(() -> read(PLAN.replace("questions: 200", "questions: 20000")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("questions of no-imitation is 20000: give a number from 1 to 15000");
        assertThatThrownBy(() -> read(PLAN.replace("arms:", "questions: 0\narms:")))
                .hasMessageContaining("questions of all arms is 0");
    }

    @Test
    void armsWithTheSameNameAreRefused() {
        assertThatThrownBy(() -> read(PLAN.replace("no-imitation", "rlmec")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("each name once");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ExperimentPlan.read(folder.resolve("none.yaml")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void everyFileThatShipsCanBeRead() throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("../experiments"))) {
            List<Path> files =
                    shipped.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(files).hasSizeGreaterThan(4);
            assertThat(files)
                    .allSatisfy(
                            file -> assertThat(ExperimentPlan.read(file).arms()).isNotEmpty());
        }
    }

    private ExperimentPlan read(String text) throws IOException {
        return ExperimentPlan.read(Files.writeString(folder.resolve("plan.yaml"), text));
    }
}
