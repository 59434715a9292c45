package dev.errata.evaluator.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionChoiceTest {

    @ParameterizedTest(name = "announced {0}, done {1}, quiet {2} s -> {3}")
    @CsvSource({
        // Nothing to measure yet.
        "'',          '',      9, ",
        // The start policy first, however many there are.
        "'0',         '',      0, 0",
        "'0 1 2 99',  '',      0, 0",
        "'0 1 2 99',  '8',     0, 0",
        // Its announcement is gone: the newest.
        "'5 6',       '',      0, 6",
        // Then the newest, once it is 8 versions on.
        "'0 1 7',     '0',     0, ",
        "'0 1 7 8',   '0',     0, 8",
        "'0 8 12',    '0',     0, 12",
        "'0 12 19',   '0 12',  0, ",
        // Or once nothing newer came for 4 s.
        "'0 1 7',     '0',     4, 7",
        "'0 1 7',     '0 7',   9, ",
        "'0',         '0',     9, ",
    })
    void theVersionThatIsDueIsChosen(String announced, String done, long quiet, @Nullable Long next) {
        VersionChoice choice = new VersionChoice(8, Duration.ofSeconds(4));

        assertThat(choice.next(versions(announced), versions(done), Duration.ofSeconds(quiet))
                        .orElse(null))
                .isEqualTo(next);
    }

    private static NavigableSet<Long> versions(String text) {
        NavigableSet<Long> versions = new TreeSet<>();
        Arrays.stream(text.split(" "))
                .filter(one -> !one.isEmpty())
                .map(Long::valueOf)
                .forEach(versions::add);
        return versions;
    }
}
