package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.documents.Repository;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name, one thing: over all modules no two classes that ship have the same simple name. */
class ClassNamesTest {

    /** Names that two classes may have, each with its reason; also in docs/decisions/0046-what-the-build-checks.md. */
    private static final Map<String, String> DOUBLED = Map.of(
            "SamplingSettings", "what the policy samples with, and how a rollout records it; policy knows no schemas",
            "VersionSpan", "which version sampled which tokens, and how a rollout records it; policy knows no schemas");

    private static final Pattern RECORD =
            Pattern.compile("\"type\"\\s*:\\s*\"(?:record|enum|fixed)\"\\s*,\\s*\"name\"\\s*:\\s*\"(\\w+)\"");

    private static final Repository REPOSITORY = Repository.here();

    @Test
    void noTwoClassesHaveTheSameName() {
        Map<String, List<String>> doubled = doubled(classes());
        doubled.keySet().removeAll(DOUBLED.keySet());
        assertThat(doubled).as("simple names that several classes have").isEmpty();
    }

    @Test
    void everyExemptionIsStillNeeded() {
        assertThat(doubled(classes()).keySet()).containsAll(DOUBLED.keySet());
    }

    @Test
    void aNameThatTwoClassesHaveIsFoundWithBothPlaces() {
        List<String> names = List.of("a/B", "c/d/B", "a/C", "b/package-info", "c/package-info");
        assertThat(doubled(names)).containsOnly(Map.entry("B", List.of("a/B", "c/d/B")));
    }

    @Test
    void classesGeneratedFromAvroCount() {
        assertThat(classes().stream().map(ClassNamesTest::simpleName)).contains("Rollout", "LearnerStep", "RewardKind");
    }

    /** Every top-level class by its path without the suffix, and every type of a schema by its schema and name. */
    private static List<String> classes() {
        Stream<String> written = REPOSITORY.files(".*src/main/java/.*\\.java").stream()
                .map(REPOSITORY::name)
                .map(name -> name.replaceFirst("\\.java$", ""));
        Stream<String> generated =
                REPOSITORY.files(".*src/main/avro/.*\\.avsc").stream().flatMap(ClassNamesTest::types);
        return Stream.concat(written, generated).toList();
    }

    private static Stream<String> types(Path schema) {
        return RECORD.matcher(Repository.text(schema))
                .results()
                .map(found -> REPOSITORY.name(schema) + "/" + found.group(1));
    }

    private static Map<String, List<String>> doubled(Collection<String> classes) {
        Map<String, List<String>> byName = classes.stream()
                .filter(name -> !name.endsWith("-info"))
                .collect(Collectors.groupingBy(ClassNamesTest::simpleName, TreeMap::new, Collectors.toList()));
        byName.values().removeIf(places -> places.size() < 2);
        return byName;
    }

    private static String simpleName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
