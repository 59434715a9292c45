package dev.errata.documents;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Exemptions from the checks of documents, each with its reason; {@code docs/decisions/0046-what-the-build-checks.md}.
 */
final class Exempt {

    /** Folders of files that are not edited by hand. */
    private static final Map<String, String> RECORDS = Map.of(
            "ops/experiments/results/", "written by ops/errata experiment, and kept as the run left them",
            "schemas/src/test/resources/earlier/", "schemas of earlier commits, which new ones must be able to read");

    /** File names that stand for no file of the repository. */
    private static final Map<String, String> FILES = Map.of(
            "my.yaml", "a reader's own experiment",
            "experiment.yaml", "what ops/errata experiment writes into the folder of its results",
            "results.md", "what ops/errata experiment writes into the folder of its results");

    /**
     * Beginnings of meters that are named after metrics, such as {@code errata.train.loss} after {@code train/loss}.
     */
    private static final List<String> METRICS = List.of(
            "errata.dpo.",
            "errata.group.",
            "errata.is.",
            "errata.lag.",
            "errata.learner.",
            "errata.ppo.",
            "errata.reward.",
            "errata.thr.",
            "errata.train.",
            "errata.value.");

    private Exempt() {}

    /** All documents of this repository that are checked. They are read once for all checks. */
    static Stream<Document> checked() {
        return Holder.CHECKED.stream();
    }

    static boolean isFile(String name) {
        return FILES.containsKey(name);
    }

    /** The names with those of meters added that no literal in the code holds. */
    static OtherNames and(OtherNames names) {
        names.names().addAll(METRICS);
        return names;
    }

    private static final class Holder {

        static final List<Document> CHECKED = Repository.here().documents().stream()
                .filter(document -> RECORDS.keySet().stream().noneMatch(document.name()::startsWith))
                .toList();
    }
}
