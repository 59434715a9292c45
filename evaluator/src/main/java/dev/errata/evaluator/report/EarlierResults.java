package dev.errata.evaluator.report;

import dev.errata.schemas.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The results of this run that are on the log already: which versions were measured, and on which questions. */
public final class EarlierResults {

    private final Map<String, Set<Long>> versions = new HashMap<>();
    private final Map<String, String> questionSets = new HashMap<>();

    /** These results, the oldest first. */
    public EarlierResults(List<Evaluation> evaluations) {
        for (Evaluation one : evaluations) {
            versions.computeIfAbsent(one.getBenchmark(), name -> new TreeSet<>())
                    .add(one.getPolicyVersion());
            if (!one.getQuestionSet().isEmpty()) {
                questionSets.put(one.getBenchmark(), one.getQuestionSet());
            }
        }
    }

    /** The versions measured on a benchmark. */
    public Set<Long> versions(String benchmark) {
        return versions.getOrDefault(benchmark, Set.of());
    }

    /** Count and checksum of the questions that a benchmark had; empty before its first result. */
    public Optional<String> questionSet(String benchmark) {
        return Optional.ofNullable(questionSets.get(benchmark));
    }
}
