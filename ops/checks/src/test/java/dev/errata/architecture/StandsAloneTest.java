package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.documents.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clone of the repository is complete: no file in it names a path above it. */
class StandsAloneTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Path ROOT = REPOSITORY.root();

    private static final Set<String> REFUSED =
            Set.of("../elsewhere" /* by ExperimentPlan */, "../1.safetensors" /* by WeightFiles */);

    private static final PathsAbove ABOVE = new PathsAbove(ROOT, REFUSED);

    @Test
    void noFileNamesAPathAboveTheRepository() {
        List<Path> files = REPOSITORY.files();
        assertThat(files).contains(ROOT.resolve("README.md"), ROOT.resolve(".ci/run"), ROOT.resolve("pom.xml"));
        assertThat(files.stream().flatMap(StandsAloneTest::violations))
                .as("paths that lead out of the repository: bring the file in, or name it in another way")
                .isEmpty();
    }

    @Test
    void noLinkPointsOutsideTheRepository() throws IOException {
        for (Path file : REPOSITORY.files()) {
            assertThat(file.toRealPath()).startsWith(ROOT.toRealPath());
        }
    }

    /** {@code ^} stands for two dots here, so that this file names no such path itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "policy/src/test/java/T.java | Path.of(\"^/x\")                       | ^/x",
                "policy/src/test/java/T.java | Path.of(\"^\", \"^\", \"shared\")      | ^/^/shared",
                "policy/src/test/java/T.java | up.resolve(\"^\").resolve(\"shared\")  | ^/shared",
                "policy/src/test/java/T.java | Path.of(\"^/^\")                       | ^/^",
                "policy/src/test/java/T.java | Path.of(\"schemas/^/^/x\")             | schemas/^/^/x",
                "policy/src/test/java/T.java | Path.of(\"/@home/me/data\")            | /@home/me",
                "policy/src/test/java/T.java | Path.of(\"/@work\", \"shared\")        | /@work",
                "policy/src/test/java/T.java | URI.create(\"file:///@home/me/data\")  | /@home/me",
                "policy/src/main/a.css       | url(^/x.png)                           | ^/x.png",
                "policy/pom.xml              | <file>${project.basedir}/^/x</file>    | ^/x",
                "pom.xml                     | <directory>^</directory>               | ^",
                "docker-compose.yml          | - ^/x:/data                            | ^/x",
                "docker-compose.yml          | context: ^                             | ^",
                "ops/bench/tool              | cat \"$(dirname \"$0\")/^/^/^/x\"      | ^/^/^/x",
                "ops/bench/tool              | cc -I^/^/^/x \"$home/^/x\"             | ^/^/^/x, ^/x",
                "ops/bench/tool.py           | HERE / \"^\" / \"^\" / \"x\"           | ^/^/x",
                "ops/bench/tool.py           | HERE.joinpath('^').joinpath('x')       | ^/x",
                "README.md                   | see [data](^/shared/data).             | ^/shared/data",
            })
    void aPathAboveTheRepositoryIsFound(String file, String text, String found) {
        assertThat(ABOVE.in(ROOT.resolve(file), dotted(text)))
                .containsExactly(dotted(found).split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "actors/src/test/java/T.java  | Path.of(\"^/ops/models/start-policy\")",
                "ops/cli/src/test/java/T.java | Path.of(\"^/^\")",
                "ops/cli/src/test/java/T.java | folder.resolve(\"x/^/model\")",
                "ops/cli/src/test/java/T.java | Path.of(\"x\", \"^\", \"model\")",
                "ops/cli/src/test/java/T.java | resideInAPackage(\"dev.errata^\", \"java.net^\")",
                "ops/experiments/README.md    | as [0030](^/^/docs/decisions/0030-experiments-over-the-real-loop.md) says",
                "ops/errata                   | home=$(cd \"$(dirname \"$0\")/^\" && pwd)",
                "README.md                    | tokens y1^yT, 1^T ... and so on.^./x, a host's /homepage and /works",
            })
    void aPathWithinTheRepositoryIsAllowed(String file, String text) {
        assertThat(ABOVE.in(ROOT.resolve(file), dotted(text))).isEmpty();
    }

    private static String dotted(String text) {
        return text.replace("^", "." + ".").replace("@", "");
    }

    private static Stream<String> violations(Path file) {
        try {
            // Any byte is a letter of this alphabet, so files of all kinds can be read.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return ABOVE.in(file, text).stream().map(path -> ROOT.relativize(file) + " names " + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
