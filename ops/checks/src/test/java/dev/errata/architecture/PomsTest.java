package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.documents.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the build's own files. */
class PomsTest {

    /** Comments may stand anywhere between the tags. */
    private static final String GAP = "(?:\\s|<!--(?s:.*?)-->)*+";

    private static final Pattern WILDCARD =
            Pattern.compile("<exclusion>" + GAP + "(?:<(groupId|artifactId|type|classifier)>[^<]*</\\1>" + GAP
                    + ")*?<(groupId|artifactId)>" + GAP + "[^<\\s]*\\*[^<]*</\\2>");

    private static final Repository REPOSITORY = Repository.here();

    @Test
    void noPomExcludesDependenciesByAWildcard() {
        List<Path> poms = REPOSITORY.files("(?:.*/)?pom\\.xml");
        assertThat(poms)
                .contains(
                        REPOSITORY.root().resolve("pom.xml"), REPOSITORY.root().resolve("policy/pom.xml"));
        assertThat(poms.stream().flatMap(pom -> wildcards(Repository.text(pom)).map(found -> REPOSITORY.name(pom))))
                .as("poms that exclude by a wildcard: split the module, so that there is nothing to exclude")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>",
                "<exclusion>\n  <groupId>a.b</groupId>\n  <artifactId>*</artifactId>\n</exclusion>",
                "<exclusion><artifactId>x</artifactId><groupId> * </groupId></exclusion>",
                "<exclusion><!-- all --><groupId><!-- really -->*</groupId></exclusion>",
                "<exclusion><groupId>io.quarkus*</groupId><artifactId>arc</artifactId></exclusion>",
            })
    void aWildcardExclusionIsFound(String pom) {
        assertThat(wildcards(pom)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<exclusion><groupId>a.b</groupId><artifactId>c</artifactId></exclusion>",
                "<include>**/*.java</include>",
                "<exclusion><groupId>a</groupId></exclusion><groupId>*</groupId>",
            })
    void anExclusionByNameIsAllowed(String pom) {
        assertThat(wildcards(pom)).isEmpty();
    }

    private static Stream<String> wildcards(String pom) {
        return WILDCARD.matcher(pom).results().map(found -> found.group());
    }
}
