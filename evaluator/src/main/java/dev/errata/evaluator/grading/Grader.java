package dev.errata.evaluator.grading;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.util.List;
import java.util.Map;

/** Decides whether answers are right, by the judge's rule. */
@FunctionalInterface
public interface Grader {

    /**
     * A verdict on every answer, by rollout id.
     *
     * @throws VerdictsMissingException if verdicts are missing after the deadline
     */
    Map<String, Verdict> grade(List<Rollout> answers);
}
