package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every setting that is named somewhere exists. */
class SettingNamesTest {

    private static final SettingNames NAMES =
            new SettingNames(Settings.of(Repository.here()), Exempt.and(OtherNames.of(Repository.here())));

    @Test
    void everySettingThatIsNamedExists() {
        assertThat(Exempt.checked().flatMap(NAMES::unknownIn))
                .as("names of settings that no service has")
                .isEmpty();
    }

    /** {@code %} stands for the prefix, so that this file names no such setting itself; {@code ^} for a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "README.md          | MARKDOWN | set `%.clip-lo` to 0.2              | %.clip-lo",
                "README.md          | MARKDOWN | `%.clip-low.x`.                     | %.clip-low.x",
                "README.md          | MARKDOWN | (`--set %.cliplow=0.2`)             | %.cliplow",
                "README.md          | MARKDOWN | ends with %.clips.                  | %.clips",
                "README.md          | MARKDOWN | -D%.clip-low -x %.clip              | %.clip",
                "docs/x.md          | MARKDOWN | ```^%.clip^```                      | %.clip",
                "x/T.java           | SLASHES  | /** See {@code %.clip}. */          | %.clip",
                "x/src/main/T.java  | SLASHES  | error(\"%.clip is too large\");     | %.clip",
                "x.yaml             | HASHES   | set: {%.clip: 1}                    | %.clip",
                "x.yml              | HASHES   | # set %.clip                        | %.clip",
                "a/src/main/a.properties | HASHES | %.clip=1                         | %.clip",
                "docker-compose.yml | HASHES   | x:^  LEARNER_CLIP: 1                | LEARNER_CLIP",
                "docker-compose.yml | HASHES   | ERRATA_RUNS: ${ERRATA_RUNS:-}       | ERRATA_RUNS",
                "README.md          | MARKDOWN | `REWARD_MODEL_FOLDERS=x`            | REWARD_MODEL_FOLDERS",
            })
    void aSettingThatDoesNotExistIsFound(String name, Kind kind, String text, String found) {
        assertThat(NAMES.unknownIn(document(name, kind, text)))
                .singleElement()
                .asString()
                .endsWith(" names " + found.replace("%", "learner"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "README.md          | MARKDOWN | `learner.clip-low`, learner.clip-high. And `learner.*`",
                "README.md          | MARKDOWN | `errata.client.\"bootstrap.servers\"`, errata.client.anything",
                "README.md          | MARKDOWN | `evaluator.also.harder` and `evaluator.also`",
                "README.md          | MARKDOWN | `evaluator.benchmarks.any.few-shot`, evaluator.benchmarks",
                "README.md          | MARKDOWN | learner.log, monitor.json, dev.errata.learner, x/learner.clip",
                "README.md          | MARKDOWN | `ERRATA_JAVA_OPTS=-Derrata.kernels=torch`",
                "x/T.java           | SLASHES  | /** Calls {@code scorer.close()}. */ learner.go = scorer.state;",
                "x/src/test/T.java  | SLASHES  | assertRefused(\"learner.clip\");",
                "x/src/main/T.java  | SLASHES  | import dev.errata.learner.objective.Rlmec;",
                "docker-compose.yml | HASHES   | x:^  LEARNER_CLIP_LOW: ${ERRATA_ANYTHING}",
                "docker-compose.yml | HASHES   | ERRATA_CLIENT__SECURITY_PROTOCOL_: SSL",
            })
    void aSettingThatExistsAndTextThatIsNoSettingAreAllowed(String name, Kind kind, String text) {
        assertThat(NAMES.unknownIn(document(name, kind, text))).isEmpty();
    }

    private static Document document(String name, Kind kind, String text) {
        return new Document(name, kind, text.replace("%", "learner").replace('^', '\n'));
    }
}
