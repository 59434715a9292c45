package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.cli.experiment.TrialResult.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {

    private static final ExperimentPlan PLAN = new ExperimentPlan(
            "comparison",
            "Which one?",
            null,
            null,
            null,
            new Budget(2, null),
            List.of(1L, 2L),
            2,
            List.of("held-out", "harder"),
            Map.of(),
            List.of(new Arm("rlmec", null, null, null, null, false), new Arm("sft", null, null, null, null, false)));

    private final List<TrialResult> results =
            List.of(result("rlmec", 1, 0.70), result("sft", 1, 0.60), result("rlmec", 2, 0.72), result("sft", 2, 0.64));

    /** By hand: differences -0.10 and -0.08, mean -0.09, sd 0.0141421, t(0.975, 1) = 12.7062: half 0.127062. */
    @Test
    void differencesAreTakenSeedBySeed() {
        List<String> lines = new ResultTable(PLAN, results).lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3))
                .startsWith("| sft | 2 | 62.0 ± 25.4 | 2.8 | -9.0 ± 12.7 | 62.0 ± 25.4 at 2.0 min | 10.0 ± 0.0 |");
    }

    @Test
    void anUnfinishedTrialIsNotInTheTable() {
        assertThat(new ResultTable(PLAN, results.subList(0, 1)).lines()).hasSize(3);
    }

    @Test
    void aResultReadFromItsFileIsUnchanged(@TempDir Path folder) {
        assertThat(TrialResult.read(folder)).isEmpty();
        results.get(0).write(folder);
        assertThat(TrialResult.read(folder)).contains(results.get(0));
    }

    @Test
    void curvesAreMeansOverSeeds() {
        Chart chart = new Curves(PLAN, results).overTime();
        assertThat(chart.series().get(0).points().get(1)).containsExactly(2, 0.71);
        assertThat(chart.svg()).startsWith("<svg").contains("rlmec").endsWith("</svg>\n");
    }

    @Test
    void theAxisEndsAtARoundNumber() {
        assertThat(Chart.ceiling(new double[] {3.7, 1})).isEqualTo(4);
        assertThat(Chart.ceiling(new double[] {0})).isEqualTo(1);
        assertThat(Chart.ceiling(new double[] {0.13})).isEqualTo(0.15000000000000002);
    }

    private static TrialResult result(String arm, long seed, double accuracy) {
        return new TrialResult(
                arm,
                seed,
                Map.of("a", "b"),
                new TrialInputs("0123456789ab", "ba9876543210", 2_000, false, "0.1.0"),
                List.of(new Point(0, 0, 0, 0.4), new Point(9, 2, 1_000_000, accuracy)),
                Map.of("held-out", accuracy, "harder", 0.1),
                100,
                2,
                24_000,
                700_000,
                2,
                true,
                Map.of(),
                Map.of());
    }
}
