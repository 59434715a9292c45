package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.MachineOccupied;
import dev.errata.ops.cli.console.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trials an experiment runs, with simulated trials. */
class ExperimentTest {

    private static final String PLAN =
            """
            name: rates
            question: Which one?
            budget: {minutes: 1}
            seeds: [1, 2]
            points: 2
            sets: [held-out]
            arms:
              - name: low
              - name: high
                set: {learner.learning-rate: "1e-3"}
            """;

    private final Path file;
    private final Path folder;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    ExperimentTest(@TempDir Path temporary) {
        this.file = temporary.resolve("plan.yaml");
        this.folder = temporary.resolve("out");
    }

    @Test
    void everyArmRunsWithEverySeed() throws Exception {
        PretendedRuns runs = new PretendedRuns();
        ResultPage page = run(PLAN, runs);
        assertThat(runs.ran()).containsExactly("low, seed 1", "high, seed 1", "low, seed 2", "high, seed 2");
        assertThat(page.lines()).hasSize(4);
        assertThat(folder.resolve("results.md")).content().contains("| low | 2 |", "| high | 2 |");
        assertThat(folder.resolve("accuracy-time.svg")).isNotEmptyFile();
        assertThatCode(page::requireNoFailure).doesNotThrowAnyException();
    }

    @Test
    void aFinishedTrialIsNotRunAgain() throws Exception {
        run(PLAN, new PretendedRuns());
        Files.delete(trial("high-1").resolve("result.json"));
        PretendedRuns runs = new PretendedRuns();
        assertThat(run(PLAN, runs).lines()).anySatisfy(line -> assertThat(line).startsWith("| high | 2 |"));
        assertThat(runs.ran()).containsExactly("high, seed 1");
    }

    @Test
    void anInterruptedExperimentContinues() throws Exception {
        PretendedRuns interrupted = new PretendedRuns().failing("low, seed 2", new InterruptedException());
        assertThatThrownBy(() -> run(PLAN, interrupted)).isInstanceOf(InterruptedException.class);
        assertThat(trial("low-2").resolve("failure.txt")).doesNotExist();
        PretendedRuns runs = new PretendedRuns();
        run(PLAN, runs);
        assertThat(runs.ran()).containsExactly("low, seed 2", "high, seed 2");
    }

    @Test
    void commentsArmsAndSeedsMayBeAdded() throws Exception {
        run(PLAN, new PretendedRuns());
        PretendedRuns runs = new PretendedRuns();
        run("# more of them\n" + PLAN.replace("[1, 2]", "[1, 2, 3]") + "  - name: third\n", runs);
        assertThat(runs.ran())
                .containsExactly("third, seed 1", "third, seed 2", "low, seed 3", "high, seed 3", "third, seed 3");
        assertThat(folder.resolve("experiment.yaml")).content().startsWith("# more of them");
    }

    @Test
    void anotherBudgetNeedsAnotherFolder() throws Exception {
        run(PLAN, new PretendedRuns());
        PretendedRuns runs = new PretendedRuns();
        assertThatThrownBy(() -> run(PLAN.replace("{minutes: 1}", "{minutes: 2}"), runs))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("budget 1.0 minutes, now 2.0 minutes")
                .hasMessageContaining("--out");
        assertThatThrownBy(() -> run(PLAN.replace("points: 2", "points: 3"), runs))
                .hasMessageContaining("points 2, now 3");
        assertThatThrownBy(() -> run(PLAN.replace("[held-out]", "[tuning]"), runs))
                .hasMessageContaining("sets [held-out], now [tuning]");
        assertThatThrownBy(() -> run(PLAN.replace("name: rates", "name: others"), runs))
                .hasMessageContaining("name rates, now others");
        assertThat(runs.ran()).isEmpty();
        assertThat(folder.resolve("experiment.yaml")).content().isEqualTo(PLAN);
    }

    @Test
    void aResultOfOtherSettingsIsRefused() throws Exception {
        run(PLAN, new PretendedRuns());
        PretendedRuns runs = new PretendedRuns();
        assertThatThrownBy(() -> run(PLAN.replace("1e-3", "2e-3"), runs))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(trial("high-1") + " (learner.learning-rate 1e-3, now 2e-3)")
                .hasMessageContaining(trial("high-2").toString())
                .hasMessageContaining("Delete their folders");
        assertThat(runs.ran()).isEmpty();
    }

    @Test
    void aResultOfAnotherModelIsRefused() throws Exception {
        run(PLAN, new PretendedRuns());
        assertThatThrownBy(() -> run(PLAN, new PretendedRuns().rewardModel("fff")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("reward model bbb, now fff");
    }

    @Test
    void aMissingModelEndsTheExperimentBeforeTheFirstTrial() {
        PretendedRuns runs = new PretendedRuns().missing("There are no weights in /nowhere.");
        assertThatThrownBy(() -> run(PLAN, runs)).hasMessage("There are no weights in /nowhere.");
        assertThat(runs.ran()).isEmpty();
    }

    @Test
    void aFailedTrialLeavesItsReasonAndTheNextOneRuns() throws Exception {
        PretendedRuns runs = new PretendedRuns()
                .failing("high, seed 1", new CommandFailed("The learner died.\n  DivergenceException: no number"));
        ResultPage page = run(PLAN, runs);
        assertThat(runs.ran()).containsExactly("low, seed 1", "high, seed 1", "low, seed 2", "high, seed 2");
        assertThat(trial("high-1").resolve("failure.txt"))
                .content()
                .isEqualTo("The learner died.\n  DivergenceException: no number\n");
        assertThat(trial("high-1").resolve("weights")).doesNotExist();
        assertThat(page.lines())
                .endsWith("high, seed 1, failed: The learner died. (all of it in trials/high-1/failure.txt)");
        assertThat(folder.resolve("results.md")).content().contains("high, seed 1, failed", "| high | 1 |");
        assertThatThrownBy(page::requireNoFailure)
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("1 of 4 trials failed (high, seed 1)");
    }

    @Test
    void aFailedTrialIsTriedAgain() throws Exception {
        run(PLAN, new PretendedRuns().failing("high, seed 1", new IllegalStateException("unforeseen")));
        assertThat(trial("high-1").resolve("failure.txt"))
                .content()
                .startsWith("java.lang.IllegalStateException: unforeseen\n\tat ");
        PretendedRuns runs = new PretendedRuns();
        ResultPage page = run(PLAN, runs);
        assertThat(runs.ran()).containsExactly("high, seed 1");
        assertThat(trial("high-1").resolve("failure.txt")).doesNotExist();
        assertThatCode(page::requireNoFailure).doesNotThrowAnyException();
    }

    @Test
    void aPageIsWrittenEvenIfEveryTrialFails() throws Exception {
        PretendedRuns runs = new PretendedRuns();
        for (Trial trial : Trial.of(ExperimentPlan.read(Files.writeString(file, PLAN)))) {
            runs.failing(trial.toString(), new CommandFailed("no"));
        }
        assertThatThrownBy(run(PLAN, runs)::requireNoFailure).hasMessageStartingWith("4 of 4 trials failed");
        assertThat(folder.resolve("results.md")).content().contains("low, seed 1, failed: no");
    }

    @Test
    void aShutdownEndsTheExperimentWithoutAFailedTrial() throws IOException {
        PretendedRuns runs = new PretendedRuns().failing("low, seed 1", new CommandFailed("Stopped."));
        Files.writeString(file, PLAN);
        Experiment experiment = new Experiment(file, folder, screen());
        runs.of(ExperimentPlan.read(file));
        assertThatThrownBy(() -> experiment.run(runs, () -> true)).hasMessage("Stopped.");
        assertThat(runs.ran()).containsExactly("low, seed 1");
        assertThat(trial("low-1").resolve("failure.txt")).doesNotExist();
    }

    @Test
    void anOccupiedMachineEndsTheExperiment() {
        PretendedRuns runs = new PretendedRuns().failing("low, seed 1", new MachineOccupied("Port 8722 is occupied."));
        assertThatThrownBy(() -> run(PLAN, runs)).hasMessage("Port 8722 is occupied.");
        assertThat(runs.ran()).containsExactly("low, seed 1");
        assertThat(trial("low-1").resolve("failure.txt")).doesNotExist();
    }

    @Test
    void afterATrialOnlyResultsAndLogsStay() throws Exception {
        run(PLAN, new PretendedRuns());
        assertThat(trial("low-1").resolve("weights")).doesNotExist();
        assertThat(trial("low-1").resolve("logs/learner.log")).exists();
    }

    @Test
    void filesLeftByAnInterruptionAreDeletedByTheNextRun() throws Exception {
        run(PLAN, new PretendedRuns());
        Files.createDirectories(trial("low-1").resolve("weights/v1"));
        run(PLAN, new PretendedRuns());
        assertThat(trial("low-1").resolve("weights")).doesNotExist();
        assertThat(trial("low-1").resolve("logs/learner.log")).exists();
    }

    @Test
    void aRestartIsListedBelowTheTable() throws Exception {
        List<String> lines = run(PLAN, new PretendedRuns().restarting("high, seed 2", "learner", 2))
                .lines();
        assertThat(lines)
                .endsWith("In high, seed 2, processes died and were started again (learner 2); the clock went on.");
    }

    private ResultPage run(String plan, PretendedRuns runs) throws IOException, InterruptedException {
        Files.writeString(file, plan);
        Experiment experiment = new Experiment(file, folder, screen());
        return experiment.run(runs.of(ExperimentPlan.read(file)), () -> false);
    }

    private Screen screen() {
        return new Screen(new PrintStream(output, true, StandardCharsets.UTF_8), false);
    }

    private Path trial(String name) {
        return folder.resolve("trials").resolve(name);
    }
}
