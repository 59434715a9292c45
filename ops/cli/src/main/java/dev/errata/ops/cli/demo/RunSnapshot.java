package dev.errata.ops.cli.demo;

import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts over the log of a run, from its beginning to where it was read.
 *
 * @param questions questions whose answers were sampled, by source; a question asked again counts again
 * @param rollouts answers sampled
 * @param tokens their tokens
 * @param scored answers scored
 * @param rejected answers rejected by the scorer
 * @param tooStale scored answers that the learner found too stale
 * @param deadLetters records set aside
 * @param updates optimizer steps
 * @param version newest policy version
 * @param stalenessMax most versions any trained token lagged
 * @param evaluations results, oldest first
 */
public record RunSnapshot(
        Map<String, Long> questions,
        long rollouts,
        long tokens,
        long scored,
        long rejected,
        long tooStale,
        long deadLetters,
        long updates,
        long version,
        long stalenessMax,
        List<Evaluation> evaluations) {

    /** An empty log. */
    public static final RunSnapshot EMPTY = new RunSnapshot(Map.of(), 0, 0, 0, 0, 0, 0, 0, -1, 0, List.of());

    /** Answers without a verdict. Off by a few while the loop runs, since the topics are read one after the other. */
    public long pending() {
        return Math.max(0, rollouts - scored - rejected);
    }

    /** The measured sets, the held-out one first, since the evaluator publishes its results first. */
    public List<String> benchmarks() {
        return evaluations.stream().map(Evaluation::getBenchmark).distinct().toList();
    }

    /** The result of one version on a set. */
    public Optional<Evaluation> evaluation(String benchmark, long policyVersion, EvaluationMode mode) {
        return evaluations.stream()
                .filter(one -> one.getBenchmark().equals(benchmark)
                        && one.getMode() == mode
                        && one.getPolicyVersion() == policyVersion)
                .findFirst();
    }

    /** The result of one version on the held-out set. */
    public Optional<Evaluation> evaluation(long policyVersion, EvaluationMode mode) {
        return benchmarks().stream().findFirst().flatMap(heldOut -> evaluation(heldOut, policyVersion, mode));
    }

    /** The newest greedy result on the held-out set. */
    public Optional<Evaluation> newest() {
        return evaluations.stream()
                .filter(one -> one.getMode() == EvaluationMode.GREEDY
                        && one.getBenchmark().equals(benchmarks().get(0)))
                .max(Comparator.comparingLong(Evaluation::getPolicyVersion));
    }
}
