package dev.errata.evaluator.grading;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.util.List;
import java.util.Map;

/** Decides whether answers are right, by the judge's rule. */
@FunctionalInterface
public interface Grader extends AutoCloseable {

    /**
     * A verdict on every answer, by rollout id.
     *
     * @throws VerdictsMissingException if verdicts are missing after the deadline
     */
    Map<String, Verdict> grade(List<Rollout> answers);

    /** Most answers graded in one call. Over a log a call costs a round trip, so that there should be few. */
    default int atOnce() {
        return 2048;
    }

    @Override
    default void close() {}
}
