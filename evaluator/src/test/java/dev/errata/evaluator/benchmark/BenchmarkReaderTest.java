package dev.errata.evaluator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkReaderTest {

    private static final String ONE = "{\"id\":\"1\",\"text\":\"1+1\",\"gold\":\"2\"}\n";
    private static final String TWO = "{\"id\":\"2\",\"text\":\"2+2\",\"gold\":\"4\"}\n";

    private final BenchmarkReader reader = BenchmarkReader.ofFiles();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aFileIsReadInTheFormatOfItsContent() throws IOException {
        Path plain = write("plain.jsonl", ONE + "\n" + TWO);
        Path gsm8k = write(
                "test.jsonl",
                "{\"question\": \"Ann has 2 pens and buys 3. How many?\", \"answer\": \"2+3=5\\n#### 5\"}\n");

        assertThat(reader.read(plan(plain)).questions())
                .extracting(Question::getId)
                .containsExactly("1", "2");
        assertThat(reader.read(plan(gsm8k)).questions()).singleElement().satisfies(question -> {
            assertThat(question.getGold()).isEqualTo("5");
            assertThat(question.getSource()).isEqualTo("demo");
        });
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedInASentenceThatNamesThePlace() throws IOException {
        assertRefused(folder.resolve("none.jsonl"), "cannot be read: give a file of questions.");
        assertRefused(write("empty.jsonl", ""), "There are no questions");
        assertRefused(write("broken.jsonl", ONE + "{"), "broken.jsonl:2");
        assertRefused(write("blank.jsonl", ONE + "{\"id\":\"2\",\"text\":\"\",\"gold\":\"2\"}"), "blank.jsonl:2");
    }

    @Test
    void questionsOtherThanThoseOfEarlierResultsAreRefused() throws IOException {
        BenchmarkPlan plan = plan(write("plain.jsonl", ONE + TWO));
        String earlier = reader.read(plan).questionSet();
        assertThat(reader.read(plan, Optional.of(earlier)).questions()).hasSize(2);

        write("plain.jsonl", ONE);

        assertThatThrownBy(() -> reader.read(plan, Optional.of(earlier)))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageStartingWith(
                        "The benchmark 'demo' had other questions in earlier results of this run (" + earlier);
    }

    @Test
    void aTopicWithoutALogIsRefused() {
        BenchmarkPlan plan = new BenchmarkPlan(
                "demo",
                Optional.empty(),
                Optional.of("mine"),
                Optional.empty(),
                OptionalInt.empty(),
                FewShot.NONE,
                Optional.empty());

        assertThatThrownBy(() -> reader.read(plan)).hasMessageContaining("--bootstrap-servers");
    }

    private void assertRefused(Path file, String sentence) {
        assertThatThrownBy(() -> reader.read(plan(file)))
                .isInstanceOf(UnusableBenchmarkException.class)
                .hasMessageContaining(sentence);
    }

    private static BenchmarkPlan plan(Path file) {
        return BenchmarkPlan.ofFile("demo", file, OptionalInt.empty());
    }

    private Path write(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name), lines);
    }
}
