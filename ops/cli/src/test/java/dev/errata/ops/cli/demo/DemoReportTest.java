package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.cli.audit.AuditResult;
import dev.errata.ops.cli.audit.AuditTally;
import dev.errata.ops.cli.audit.PassTally;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.SkipReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The fields of report.json that readers rely on. */
class DemoReportTest {

    private static final AuditTally TALLY = new AuditTally(
            List.of(new PassTally("arithmetic", 0, 100, Map.of(SkipReason.DEAD_LETTER, 1L))),
            new TreeMap<>(Map.of(4, 100L)),
            400,
            300,
            80,
            20,
            Map.of("DUPLICATE", 80L),
            List.of());
    private static final AuditResult AUDIT = new AuditResult(
            TALLY,
            Map.of("MALFORMED", 2L),
            new AuditResult.Learning(12, 290, 3),
            OptionalLong.of(4),
            new AuditResult.Window(1_000, 11_000, 400, 12_000),
            List.of());
    private static final RunSnapshot RUN = new RunSnapshot(
            Map.of("arithmetic", 100L),
            new RunSnapshot.Rollouts(400, 12_000, 300, 80, 0),
            new RunSnapshot.Learning(12, 3, 3),
            2,
            List.of(evaluation(0, 0.4), evaluation(1, 0.45), evaluation(3, 0.6)));
    private static final DemoReport REPORT = new DemoReport(
            AUDIT,
            RUN,
            List.of(),
            new DemoReport.Times(
                    Instant.EPOCH, Instant.EPOCH.plusSeconds(46), Instant.EPOCH.plusSeconds(600), 45.5, 480),
            Map.of());

    @Test
    void theJsonReportHasEveryDocumentedField() {
        assertThat(REPORT.json())
                .containsEntry("accuracy_before", 0.4)
                .containsEntry("accuracy_after", 0.6)
                .containsEntry("held_out", 1024)
                .containsEntry("minutes", 8.0)
                .containsEntry("questions", 100L)
                .containsEntry("rollouts", 400L)
                .containsEntry("scored", 300L)
                .containsEntry("rejected", 80L)
                .containsEntry("pending", 20L)
                .containsEntry("dead_letters", 2L)
                .containsEntry("updates", 12L)
                .containsEntry("policy_version", 3L)
                .containsEntry("staleness_max", 3L)
                .containsEntry("staleness_limit", 4L)
                .containsEntry("samples_per_s", 40.0)
                .containsEntry("tokens_per_s", 1200.0)
                .containsEntry("first_update_after_s", 45.5);
    }

    @Test
    void additionalSetsHaveTheirOwnFieldsAndLines() {
        List<Evaluation> evaluations = new ArrayList<>(RUN.evaluations());
        evaluations.add(evaluation("unseen-form", 0, 0.1));
        evaluations.add(evaluation("unseen-form", 3, 0.2));
        RunSnapshot run = new RunSnapshot(RUN.questions(), RUN.rollouts(), RUN.learning(), 2, evaluations);
        DemoReport report = new DemoReport(AUDIT, run, List.of(), REPORT.times(), Map.of());
        assertThat(report.json())
                .containsEntry("accuracy_after", 0.6)
                .containsEntry("unseen_form_accuracy_before", 0.1)
                .containsEntry("unseen_form_accuracy_after", 0.2);
        assertThat(String.join("\n", new DemoReportTable(report).lines()))
                .contains("unseen-form before, after", "10.0 %, 20.0 %");
    }

    @Test
    void theTableHasAccuracyBeforeAndAfterWithIntervals() {
        assertThat(String.join("\n", new DemoReportTable(REPORT).lines()))
                .contains("accuracy before", "40.0 %", "accuracy after", "60.0 %", "version 3", "clean");
    }

    @Test
    void restartsAreReported() {
        DemoReport report = new DemoReport(AUDIT, RUN, List.of(), REPORT.times(), Map.of("learner", 2, "actor", 1));
        assertThat(report.json()).containsEntry("restarts", Map.of("actor", 1, "learner", 2));
        assertThat(String.join("\n", new DemoReportTable(report).lines()))
                .contains("processes started again", "actor 1, learner 2");
        assertThat(String.join("\n", new DemoReportTable(REPORT).lines())).doesNotContain("started again");
    }

    private static Evaluation evaluation(long version, double share) {
        return evaluation("held-out", version, share);
    }

    private static Evaluation evaluation(String benchmark, long version, double share) {
        return Evaluation.newBuilder()
                .setBenchmark(benchmark)
                .setPolicyVersion(version)
                .setMode(EvaluationMode.GREEDY)
                .setQuestions(1024)
                .setK(1)
                .setAvgAtK(share)
                .setPassAtK(share)
                .setIntervalLow(share - 0.03)
                .setIntervalHigh(share + 0.03)
                .setSamples(List.of())
                .setSeconds(1)
                .setEvaluatedAt(0)
                .build();
    }
}
