package dev.errata.ops.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.SkipReason;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines on passes stay readable, however many passes there are. */
class PassLinesTest {

    @Test
    void aPassHasItsNumbersAndReasons() {
        var skipped = Map.of(SkipReason.NEVER_RIGHT, 1_234L, SkipReason.ALWAYS_RIGHT, 5L);
        assertThat(lines(List.of(new PassTally("gsm8k", 2, 6_234, skipped))))
                .containsExactly("  gsm8k, pass 2: asked 6,234, skipped 5 ALWAYS_RIGHT, skipped 1,234 NEVER_RIGHT");
    }

    @Test
    void neighboringPassesWithTheSameNumbersShareALine() {
        assertThat(lines(Stream.concat(
                                LongStream.range(0, 10_000).mapToObj(pass -> new PassTally("a", pass, 2, Map.of())),
                                Stream.of(new PassTally("a", 10_000, 1, Map.of()), new PassTally("b", 0, 7, Map.of())))
                        .toList()))
                .containsExactly(
                        "  a, passes 0 to 9999, each: asked 2", "  a, pass 10000: asked 1", "  b, pass 0: asked 7");
    }

    @Test
    void ofManyDifferentPassesTheNewestAreShown() {
        List<String> lines = lines(LongStream.range(0, 100)
                .mapToObj(pass -> new PassTally("a", pass, pass, Map.of()))
                .toList());
        assertThat(lines).hasSize(9).startsWith("  a, 92 passes before pass 92: see --json");
        assertThat(lines).endsWith("  a, pass 99: asked 99");
    }

    private static List<String> lines(List<PassTally> passes) {
        return new PassLines(passes).lines();
    }
}
