package dev.errata.evaluator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutTest {

    private static final String ONE = "{\"id\":\"1\",\"text\":\"1+1\",\"gold\":\"2\",\"task\":\"arithmetic\"}\n";
    private static final String TWO = "{\"id\":\"2\",\"text\":\"2+2\",\"gold\":\"4\"}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void questionsAreReadInOrderUpToTheLimit() throws IOException {
        Path file = write(ONE + "\n" + TWO);

        assertThat(HeldOut.read(file, "demo", OptionalInt.empty()).questions())
                .extracting(Question::getId)
                .containsExactly("1", "2");
        assertThat(HeldOut.read(file, "demo", OptionalInt.of(1)).questions()).hasSize(1);
        assertThat(HeldOut.read(file, "demo", OptionalInt.of(1))
                        .questions()
                        .get(0)
                        .getSource())
                .isEqualTo("demo");
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedInOneSentenceThatNamesThePlace() throws IOException {
        assertRefused(folder.resolve("none.jsonl"), "evaluator.questions");
        assertRefused(write(""), "There are no questions");
        assertRefused(write(ONE + ONE), "held-out.jsonl:2: the id '1' is there twice");
        assertRefused(write(ONE + "{"), "held-out.jsonl:2: This is not JSON");
        assertRefused(write("{\"id\":\"1\",\"text\":\"\",\"gold\":\"2\"}"), "no text or no gold answer");
    }

    private void assertRefused(Path file, String sentence) {
        assertThatThrownBy(() -> HeldOut.read(file, "demo", OptionalInt.empty()))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining(sentence);
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("held-out.jsonl"), lines);
    }
}
