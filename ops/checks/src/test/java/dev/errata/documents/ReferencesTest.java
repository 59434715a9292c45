package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the targets of references in documents and comments exist. */
class ReferencesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aRepository() throws IOException {
        write(".gitignore", "target/\n");
        write("README.md", "# Start\n");
        write("docs/method.md", "# Method\n\n## Rewards\n\n## Edits and `weights`\n\n## 3.1 Bounds\n\n## Rewards\n");
        write("docs/decisions/0007-pacing.md", "# Pacing\n\n```\n# no heading\n```\n");
        write("ops/errata", "#!/bin/sh\n");
        write("ops/pom.xml", "<project/>");
        write("ops/runs/one.yaml", "");
        write("policy/pom.xml", "<project/>");
        write("policy/src/main/java/A.java", "");
    }

    @Test
    void everyLinkFileSectionAndDecisionThatIsNamedExists() {
        Repository repository = Repository.here();
        References references = new References(repository, Exempt::isFile);
        assertThat(Exempt.checked().flatMap(references::deadIn))
                .as("references to what is not in the repository")
                .isEmpty();
    }

    /**
     * {@code ^} stands for the start of a new line, {@code %} for {@code .md} and {@code &} for two dots, so that this
     * file names nothing itself.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "README.md       | [a](docs/methods%)                      | docs/methods%",
                "README.md       | [a](docs/method%#reward)                | docs/method%#reward",
                "README.md       | [a](#begin)                             | #begin",
                "README.md       | ![a](docs/page.png \"a title\")         | docs/page.png",
                "README.md       | [a](&/elsewhere)                        | &/elsewhere",
                "README.md       | [a][b]^^[b]: docs/page.svg              | docs/page.svg",
                "README.md       | <img alt=\"x\" src=\"docs/x.svg\">      | docs/x.svg",
                "docs/method.md  | [a](docs/method%)                       | docs/method%",
                "docs/method.md  | [a](decisions/0007-pacing%#no-heading)  | decisions/0007-pacing%#no-heading",
                "README.md       | see `ops/erata`.                        | ops/erata",
                "README.md       | the folder ops/run holds                | ops/run",
                "README.md       | ```^ops/runs/two.yaml^```               | ops/runs/two.yaml",
                "README.md       | `policy/src/main/java/B.java`           | policy/src/main/java/B.java",
                "README.md       | `rewards/src/main/java/B.java`          | rewards/src/main/java/B.java",
                "README.md       | `policy/src/tests/...`                  | policy/src/tests",
                "README.md       | `docs/pages/*.png`                      | docs/pages",
                "README.md       | as two.yaml says                        | two.yaml",
                "README.md       | in method% and                          | method%",
                "README.md       | docs/method%, Gradients, says           | docs/method%, Gradients, says",
                "README.md       | docs/method%, section \"Reward\"        | docs/method%, section \"Reward",
                "README.md       | docs/method%, 3.2                       | docs/method%, 3.2",
                "README.md       | decision 0008                           | decision 0008",
                "README.md       | decisions 0007 and 0009                 | decision 0009",
            })
    void aReferenceToSomethingMissingIsFound(String name, String text, String found) {
        assertThat(dead(name, Kind.MARKDOWN, text))
                .contains(name + ":" + line(text, found) + " names "
                        + found.replace("%", ".md").replace("&", ".."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "policy/src/main/java/A.java | SLASHES | /** See docs/method%, Gradient. */        | method%, Gradient.",
                "policy/src/main/java/A.java | SLASHES | // in ops/erata                           | ops/erata",
                "policy/src/main/java/A.java | SLASHES | say(\"see ops/erata\");                   | ops/erata",
                "policy/src/main/java/A.java | SLASHES | /**^ * As docs/method%,^ * Gradient.^ */  | method%, Gradient.",
                "policy/src/main/java/A.java | SLASHES | /** By field%, 7. */                      | field%",
                "ops/runs/one.yaml           | HASHES  | # method% 7: each                         | method%",
                "ops/runs/one.yaml           | HASHES  | models: ops/modells/a                     | ops/modells/a",
                "ops/pom.xml                 | XML     | <!-- decision 0012 -->                    | decision 0012",
                "ops/tool                    | PYTHON  | # ops/errrata                             | ops/errrata",
                "schemas/a.avsc              | AVRO    | {\"doc\": \"r_t of method% 1\"}           | method%",
            })
    void aMissingReferenceInACommentIsFound(String name, Kind kind, String text, String found) {
        assertThat(dead(name, kind, text)).singleElement().asString().endsWith(found.replace("%", ".md"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "README.md                   | MARKDOWN | [a](docs/method%#rewards), [b](docs/method%#rewards-1)",
                "README.md                   | MARKDOWN | [a](docs/method%#edits-and-weights), [d](docs)^# Start^[c](#start)",
                "README.md                   | MARKDOWN | [a](https://example.org/x%), <mailto:a@example.org>",
                "README.md                   | MARKDOWN | `[a](nowhere)` and^```^[a](nowhere)^```",
                "README.md                   | MARKDOWN | `ops/errata demo`, ops/runs/one.yaml. And ops/.",
                "README.md                   | MARKDOWN | docs/method%, Rewards and docs/method%, README% too",
                "README.md                   | MARKDOWN | docs/method%, 3.1, docs/method%, edits",
                "README.md                   | MARKDOWN | `ops/cli/target/lib`, `$home/ops/x`, /errata/ops/x, a.b/ops/x",
                "README.md                   | MARKDOWN | policy/learner and policy/actors are words; train/loss",
                "README.md                   | MARKDOWN | `policy/src/...`, `ops/*/x`, `ops/<name>`, `ops/$1`",
                "docs/method.md              | MARKDOWN | [a](&/README%), decisions/0007-pacing%, method%",
                "policy/src/main/java/A.java | SLASHES  | /** By docs/method%,^ * Rewards. */ x = ops/y; s(\"policy/x.y\");",
                "policy/src/main/java/A.java | SLASHES  | // src/main/java/A.java^s(\"see method%\");",
                "README.md                   | MARKDOWN | decision 0007, in 2024 and decisions",
            })
    void aReferenceToSomethingThatExistsIsAllowed(String name, Kind kind, String text) {
        assertThat(dead(name, kind, text)).isEmpty();
    }

    private Stream<String> dead(String name, Kind kind, String text) {
        References references = new References(new Repository(folder), free -> false);
        String written = text.replace('^', '\n').replace("%", ".md").replace("&", "..");
        return references.deadIn(new Document(name, kind, written));
    }

    private static long line(String text, String found) {
        int index = text.indexOf(found);
        return 1
                + text.substring(0, Math.max(index, 0))
                        .chars()
                        .filter(c -> c == '^')
                        .count();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
