package dev.errata.ops.cli.demo;

import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the log has told so far, since its beginning.
 *
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

    /** A log that nobody has written to. */
    public static final RunSnapshot EMPTY = new RunSnapshot(0, 0, 0, 0, 0, 0, 0, -1, 0, List.of());

    /** Answers that nobody has judged yet; as records are counted in passing, off by a few while the loop runs. */
    public long pending() {
        return Math.max(0, rollouts - scored - rejected);
    }

    /** The result of one version. */
    public Optional<Evaluation> evaluation(long policyVersion, EvaluationMode mode) {
        return evaluations.stream()
                .filter(one -> one.getMode() == mode && one.getPolicyVersion() == policyVersion)
                .findFirst();
    }

    /** The newest greedy result. */
    public Optional<Evaluation> newest() {
        return evaluations.stream()
                .filter(one -> one.getMode() == EvaluationMode.GREEDY)
                .max(Comparator.comparingLong(Evaluation::getPolicyVersion));
    }
}
