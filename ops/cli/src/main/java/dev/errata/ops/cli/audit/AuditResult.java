package dev.errata.ops.cli.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The findings of an audit.
 *
 * @param tally counts of questions and rollouts
 * @param deadLetters dead letters by reason, of every topic
 * @param learning updates, rollouts trained on, greatest staleness
 * @param stalenessLimit largest allowed staleness, versions; empty where unknown
 * @param window counts of the rollouts sampled within the window
 * @param violations every broken invariant, one sentence each
 */
public record AuditResult(
        AuditTally tally,
        Map<String, Long> deadLetters,
        Learning learning,
        OptionalLong stalenessLimit,
        Window window,
        List<String> violations) {

    /** The learner's batches, as its manifests record them. */
    public record Learning(long updates, long trained, long stalenessMax) {}

    /** Rollouts and answer tokens sampled in a window of time, milliseconds since the epoch. */
    public record Window(long from, long to, long rollouts, long tokens) {}

    /** Whether no invariant is broken. */
    public boolean clean() {
        return violations.isEmpty();
    }

    /** Number of dead letters. */
    public long deadLetterCount() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "questions asked %,d x n %s = %,d; rollouts %,d",
                tally.asked(),
                answers(),
                tally.expectedRollouts(),
                tally.rollouts()));
        lines.addAll(new PassLines(tally.passes()).lines());
        lines.add(String.format(
                Locale.ROOT,
                "rollouts %,d = scored %,d + rejected %,d + pending %,d",
                tally.rollouts(),
                tally.scored(),
                tally.rejected(),
                tally.pending()));
        lines.add("rejected by reason: " + (tally.rejectedByReason().isEmpty() ? "none" : tally.rejectedByReason()));
        lines.add("dead letters: " + (deadLetters.isEmpty() ? "none" : deadLetters));
        lines.add(String.format(
                Locale.ROOT,
                "updates %,d on %,d rollouts, none twice; staleness at most %d%s",
                learning.updates(),
                learning.trained(),
                learning.stalenessMax(),
                stalenessLimit.isPresent() ? " (limit " + stalenessLimit.getAsLong() + ")" : ""));
        violations.forEach(violation -> lines.add("VIOLATION: " + violation));
        lines.add(clean() ? "clean" : violations.size() + " violations");
        return lines;
    }

    /** n, or where it differs the number of questions of each n. */
    private String answers() {
        SortedMap<Integer, Long> asked = tally.askedByAnswers();
        return asked.size() < 2
                ? String.valueOf(tally.answersPerQuestion())
                : asked.entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%d (%,d)", one.getKey(), one.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** For machines. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clean", clean());
        json.put("questions", tally.asked());
        json.put("questions_skipped", tally.skipped());
        json.put("questions_dead_lettered", tally.deadLettered());
        json.put("answers_per_question", tally.answersPerQuestion());
        json.put("questions_by_answers", tally.askedByAnswers());
        json.put("passes", tally.passes());
        json.put("rollouts", tally.rollouts());
        json.put("scored", tally.scored());
        json.put("rejected", tally.rejected());
        json.put("pending", tally.pending());
        json.put("rejected_by_reason", tally.rejectedByReason());
        json.put("dead_letters", deadLetterCount());
        json.put("dead_letters_by_reason", deadLetters);
        json.put("updates", learning.updates());
        json.put("trained", learning.trained());
        json.put("staleness_max", learning.stalenessMax());
        stalenessLimit.ifPresent(limit -> json.put("staleness_limit", limit));
        json.put("violations", violations);
        return json;
    }
}
