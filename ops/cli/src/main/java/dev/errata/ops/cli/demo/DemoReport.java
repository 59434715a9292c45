package dev.errata.ops.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.audit.AuditResult;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The result of a demo, counted from the log.
 *
 * @param audit the findings of the audit of the log
 * @param run counts over the log, with all evaluations
 * @param updates every update of the log, in order
 * @param times when things happened
 * @param restarts restarts of processes that died, by role; roles without any are left out
 */
public record DemoReport(
        AuditResult audit, RunSnapshot run, List<UpdateMark> updates, Times times, Map<String, Integer> restarts) {

    /**
     * The times of a run.
     *
     * @param started start of the command
     * @param firstUpdate end of the first update of this run
     * @param ended end of the run
     * @param firstUpdateAfterSeconds from the start to the first update of this run
     * @param trainingSeconds from the first update to the stop of the actors
     */
    public record Times(
            Instant started,
            Instant firstUpdate,
            Instant ended,
            double firstUpdateAfterSeconds,
            double trainingSeconds) {}

    /** The result of the start policy. */
    public Optional<Evaluation> before() {
        return run.evaluation(0, EvaluationMode.GREEDY);
    }

    /** The result of the newest version. */
    public Optional<Evaluation> after() {
        return run.evaluation(run.version(), EvaluationMode.GREEDY);
    }

    /** The report as it is written to the file. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        before().ifPresent(one -> json.put("accuracy_before", one.getAvgAtK()));
        after().ifPresent(one -> json.put("accuracy_after", one.getAvgAtK()));
        before().ifPresent(one -> json.put("held_out", one.getQuestions()));
        json.put("minutes", round(times.trainingSeconds() / 60));
        Map<String, Object> counted = audit.json();
        for (String name :
                List.of("questions", "rollouts", "scored", "rejected", "pending", "dead_letters", "updates")) {
            json.put(name, counted.getOrDefault(name, 0));
        }
        json.put("policy_version", run.version());
        json.put("staleness_max", audit.learning().stalenessMax());
        audit.stalenessLimit().ifPresent(limit -> json.put("staleness_limit", limit));
        json.put("restarts", restarts);
        json.put("samples_per_s", round(samplesPerSecond()));
        json.put("tokens_per_s", round(tokensPerSecond()));
        json.put("first_update_after_s", round(times.firstUpdateAfterSeconds()));
        json.put("questions_skipped", audit.tally().skipped());
        json.put("passes", audit.tally().passes());
        json.put("answers_per_question", audit.tally().answersPerQuestion());
        json.put("questions_dead_lettered", audit.tally().deadLettered());
        json.put("rejected_by_reason", audit.tally().rejectedByReason());
        json.put("dead_letters_by_reason", audit.deadLetters());
        sampled(0).ifPresent(share -> json.put("sampled_accuracy_before", share));
        sampled(run.version()).ifPresent(share -> json.put("sampled_accuracy_after", share));
        others().forEach(set -> {
            String name = set.replace('-', '_');
            accuracy(set, 0).ifPresent(one -> json.put(name + "_accuracy_before", one.getAvgAtK()));
            accuracy(set, run.version()).ifPresent(one -> json.put(name + "_accuracy_after", one.getAvgAtK()));
        });
        json.put("evaluations", curve());
        json.put("violations", audit.violations());
        json.put("started", times.started().toString());
        json.put("ended", times.ended().toString());
        return json;
    }

    /** Counts by role as text, for example {@code actor 1, learner 2}. */
    public static String byRole(Map<String, Integer> restarts) {
        return new TreeMap<>(restarts)
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Writes the JSON form. */
    public void write(Path file) {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try {
            Files.writeString(file, mapper.writeValueAsString(json()) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A report of numbers and strings is always JSON.", impossible);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write the report to " + file + ": " + cause.getMessage() + ".", cause);
        }
    }

    /** Rollouts sampled per second of training. */
    double samplesPerSecond() {
        return audit.window().rollouts() / seconds();
    }

    /** Answer tokens sampled per second of training. */
    double tokensPerSecond() {
        return audit.window().tokens() / seconds();
    }

    private double seconds() {
        return Math.max(1, (audit.window().to() - audit.window().from()) / 1e3);
    }

    /** The sets measured in addition to the held-out one. */
    List<String> others() {
        return run.benchmarks().stream().skip(1).toList();
    }

    /** The greedy result of one version on one set. */
    Optional<Evaluation> accuracy(String benchmark, long version) {
        return run.evaluation(benchmark, version, EvaluationMode.GREEDY);
    }

    private Optional<Double> sampled(long version) {
        return run.evaluation(version, EvaluationMode.SAMPLED).map(Evaluation::getAvgAtK);
    }

    private List<Map<String, Object>> curve() {
        List<Map<String, Object>> curve = new ArrayList<>();
        for (Evaluation one : run.evaluations()) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("benchmark", one.getBenchmark());
            point.put("policy_version", one.getPolicyVersion());
            point.put("mode", one.getMode().name());
            point.put("accuracy", one.getAvgAtK());
            point.put("interval_low", one.getIntervalLow());
            point.put("interval_high", one.getIntervalHigh());
            point.put("questions", one.getQuestions());
            point.put("k", one.getK());
            point.put("pass_at_k", one.getPassAtK());
            point.put("evaluated_at", Instant.ofEpochMilli(one.getEvaluatedAt()).toString());
            curve.add(point);
        }
        return curve;
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
