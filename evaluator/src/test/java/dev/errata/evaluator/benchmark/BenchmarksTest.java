package dev.errata.evaluator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

    private static final HeldOut HELD_OUT = new HeldOut("held-out", List.of());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(
                folder.resolve("set.jsonl"),
                "{\"id\": \"1\", \"text\": \"1+1\", \"gold\": \"2\"}\n{\"id\": \"2\", \"text\": \"1+2\", \"gold\": \"3\"}\n");
    }

    @Test
    void theHeldOutSetComesFirstAndTheOthersByName() {
        Map<String, Path> also = Map.of("unseen-form", file, "harder", file);
        Benchmarks benchmarks = Benchmarks.of(HELD_OUT, also, OptionalInt.of(1));
        assertThat(benchmarks.all())
                .extracting(HeldOut::benchmark)
                .containsExactly("held-out", "harder", "unseen-form")
                .isEqualTo(List.copyOf(Benchmarks.names("held-out", also)));
        assertThat(benchmarks.all().get(1).questions()).hasSize(1);
        assertThat(benchmarks.heldOut()).isSameAs(HELD_OUT);
    }

    @Test
    void twoSetsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Benchmarks.of(HELD_OUT, Map.of("held-out", file), OptionalInt.empty()))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("another name");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> Benchmarks.of(HELD_OUT, Map.of("harder", folder.resolve("no")), OptionalInt.empty()))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining("cannot be read");
    }
}
