package dev.errata.evaluator.grading;

import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import java.util.List;
import java.util.Map;

/** Says of each answer whether it is right. The rule itself lives in the judge alone. */
@FunctionalInterface
public interface Grader {

    /**
     * A verdict on every answer, by rollout id.
     *
     * @throws VerdictsMissingException if not all came in time
     */
    Map<String, Verdict> grade(List<Rollout> answers);
}
