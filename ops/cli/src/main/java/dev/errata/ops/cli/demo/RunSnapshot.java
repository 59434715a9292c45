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
 * @param rollouts sampled answers and what became of them
 * @param learning updates and versions of the learner
 * @param deadLetters number of dead letters
 * @param evaluations results of the evaluator, oldest first
 */
public record RunSnapshot(
        Map<String, Long> questions,
        Rollouts rollouts,
        Learning learning,
        long deadLetters,
        List<Evaluation> evaluations) {

    /** An empty log. */
    public static final RunSnapshot EMPTY =
            new RunSnapshot(Map.of(), new Rollouts(0, 0, 0, 0, 0), new Learning(0, -1, 0), 0, List.of());

    /**
     * Sampled answers.
     *
     * @param sampled answers sampled
     * @param tokens their tokens
     * @param scored answers scored
     * @param rejected answers rejected by the scorer
     * @param tooStale scored answers that the learner found too stale
     */
    public record Rollouts(long sampled, long tokens, long scored, long rejected, long tooStale) {

        /**
         * Answers without a verdict. Off by a few while the loop runs, since the topics are read one after the other.
         */
        public long pending() {
            return Math.max(0, sampled - scored - rejected);
        }
    }

    /**
     * The state of the learner.
     *
     * @param updates optimizer steps
     * @param version newest policy version; -1 before version 0 is published
     * @param stalenessMax largest staleness of a trained token, versions
     */
    public record Learning(long updates, long version, long stalenessMax) {}

    /** The newest policy version; -1 before version 0 is published. */
    public long version() {
        return learning.version();
    }

    /** Optimizer steps. */
    public long updates() {
        return learning.updates();
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
