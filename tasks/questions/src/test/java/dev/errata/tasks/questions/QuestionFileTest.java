package dev.errata.tasks.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of any kind and encoding are read record by record, and a bad record costs that record. */
class QuestionFileTest {

    private static final FormatOptions AUTO = FormatOptions.of("school");

    private final Path folder;

    QuestionFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aByteOrderMarkCarriageReturnsAndBlankLinesCostNoQuestion() throws IOException {
        ReadFiles read = read(
                "q.jsonl",
                "\uFEFF{\"question\":\"One?\",\"answer\":\"1 #### 1\"}\r\n\r\n"
                        + "{\"question\":\"Two?\",\"answer\":\"2 #### 2\"}\r\n");

        assertThat(read.format()).isEqualTo(QuestionFormat.gsm8k);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("1", "2");
        assertThat(read.refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkNamesTheEncoding(String encoding) throws IOException {
        String content = (encoding.equals("UTF-16") ? "" : "\uFEFF") + "{\"text\":\"Wie groß?\",\"gold\":\"1\"}\n";
        Path file = Files.write(folder.resolve("q.jsonl"), content.getBytes(Charset.forName(encoding)));

        assertThat(ReadFiles.of(file, AUTO).questions())
                .singleElement()
                .extracting(Question::getText)
                .isEqualTo("Wie groß?");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirLine() throws IOException {
        String content = "{\"text\":\"Wie groß?\",\"gold\":\"1\"}\n{\"text\":\"Wie alt?\",\"gold\":\"2\"}\n";
        Path file = Files.write(folder.resolve("q.jsonl"), content.getBytes(StandardCharsets.ISO_8859_1));

        ReadFiles read = ReadFiles.of(file, AUTO);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("2");
        assertThat(read.refused()).singleElement().asString().startsWith("1: ").contains("save the file as UTF-8");
    }

    @Test
    void gzipIsRecognizedByItsFirstBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write("{\"text\":\"One?\",\"gold\":1}\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("no-suffix"), bytes.toByteArray());

        assertThat(ReadFiles.of(file, AUTO).questions())
                .extracting(Question::getGold)
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"text\": \"One?\", \"gold\": \"1\"},\n {\"text\": \"Two?\", \"gold\": \"2\"}]",
                "{\n  \"text\": \"One?\",\n  \"gold\": \"1\"\n}\n{\n  \"text\": \"Two?\",\n  \"gold\": \"2\"\n}\n",
                "{\"text\": \"One?\", \"gold\": \"1\"}\r{\"text\": \"Two?\", \"gold\": \"2\"}",
                "text,gold\nOne?,1\nTwo?,2\n",
                "text;gold\r\n\"One?\";1\r\n\r\n\"Two?\";2",
                "\uFEFFgold\ttext\n1\tOne?\n2\tTwo?\n",
            })
    void plainFieldsAreReadFromEveryKindOfText(String content) throws IOException {
        ReadFiles read = read("q", content);
        assertThat(read.refused()).isEmpty();
        assertThat(read.questions()).extracting(Question::getText).containsExactly("One?", "Two?");
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("1", "2");
    }

    @Test
    void badLinesAreRefusedByTheirNumberAndTheOthersAreRead() throws IOException {
        ReadFiles read = read(
                "q.jsonl",
                """
                {"question": "One?", "answer": "#### 1"}
                {"question": "Two?"

                {"question": "Three?", "answer": "three"}
                {"question": "", "answer": "#### 4"}
                [1, 2]
                {"question": "Five?", "answer": "#### 5"}
                """);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("1", "5");
        assertThat(read.refused()).hasSize(4);
        assertThat(read.refused().get(0)).startsWith("2: This is not JSON");
        assertThat(read.refused().get(1)).startsWith("4: ").contains("####");
        assertThat(read.refused().get(2)).startsWith("5: ").contains("'question'");
        assertThat(read.refused().get(3)).startsWith("6: ").contains("not an object");
    }

    @Test
    void aBrokenListKeepsTheQuestionsBeforeTheBreak() throws IOException {
        ReadFiles read = read(
                "q.json",
                """
                [{"text": "One?", "gold": 1}, 7,
                 {"text": "Two?", "gold": 2},
                 {"text": "Three
                """);
        assertThat(read.questions()).extracting(Question::getText).containsExactly("One?", "Two?");
        assertThat(read.refused()).hasSize(2);
        assertThat(read.refused().get(0)).isEqualTo("1: This element is not an object.");
        assertThat(read.refused().get(1)).startsWith("3: ").endsWith("The rest of the file is not read.");
    }

    @Test
    void goldAnswersThatNoAnswerCanMatchAreRefused() throws IOException {
        ReadFiles read = read(
                "q.jsonl",
                """
                {"text": "One?", "gold": "one"}
                {"text": "Two?", "gold": "2", "task": "gms8k"}
                {"text": "   ", "gold": "3"}
                {"text": "Four?", "gold": ""}
                {"text": "Five?", "gold": "5"}
                """);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("5");
        assertThat(read.refused())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("1: ").contains("'one'"),
                        one -> assertThat(one).startsWith("2: ").contains("'gms8k'"),
                        one -> assertThat(one).startsWith("3: ").contains("no text"),
                        one -> assertThat(one).startsWith("4: "));
    }

    @Test
    void aRowWithAnotherNumberOfValuesIsRefusedWithItsLine() throws IOException {
        ReadFiles read = read("q.csv", "text,gold\n\"One\nor two?\",1\nTwo?\nThree?,3\n");
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("1", "3");
        assertThat(read.refused()).containsExactly("4: The row has 1 values, but the header has 2.");
    }

    @Test
    void anOpenQuoteEndsTheReading() throws IOException {
        ReadFiles read = read("q.csv", "text,gold\nOne?,1\n\"Two?,2\nThree?,3\n");
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("1");
        assertThat(read.refused()).singleElement().asString().contains("The rest of the file is not read.");
    }

    @Test
    void aRecordTooLongForMemoryIsRefused() throws IOException {
        String padding = " ".repeat((8 << 20) + 10);
        ReadFiles read =
                read("q.jsonl", "{\"text\":\"One?\"," + padding + "\"gold\":1}\n{\"text\":\"Two?\",\"gold\":2}\n");
        assertThat(read.questions()).extracting(Question::getText).containsExactly("Two?");
        assertThat(read.refused()).singleElement().asString().startsWith("1: ").contains("8 million characters");
    }

    @Test
    void aMapNamesTheColumnsOfAnyFormat() throws IOException {
        Path file = write("q.jsonl", "{\"q\": {\"en\": \"One?\"}, \"right\": 1, \"level\": 3}\n");
        FormatOptions mapped = AUTO.withFields(Map.of("text", "q.en", "gold", "right"));
        Question question = ReadFiles.of(file, mapped).questions().get(0);
        assertThat(question.getText()).isEqualTo("One?");
        assertThat(question.getGold()).isEqualTo("1");
        assertThat(question.getMetadata()).isEqualTo(Map.of("level", "3"));

        Path gsm8k = write("g.jsonl", "{\"body\": \"One?\", \"worked\": \"so #### 1\"}\n");
        FormatOptions named =
                AUTO.withFormat(QuestionFormat.gsm8k).withFields(Map.of("text", "body", "answer", "worked"));
        assertThat(ReadFiles.of(gsm8k, named).questions())
                .singleElement()
                .satisfies(one -> assertThat(one.getReference()).isEqualTo("so #### 1"));
    }

    @Test
    void aFolderIsReadFileByFileInTheOrderOfNames() throws IOException {
        write("b.json", "{\"problem\": \"B?\", \"solution\": \"so $\\\\boxed{2}$.\"}");
        write("a.json", "{\"problem\": \"A?\",\n \"solution\": \"so $\\\\boxed{1}$.\"}");
        write("notes.txt", "nothing");
        ReadFiles read = ReadFiles.of(folder, AUTO);
        assertThat(read.format()).isEqualTo(QuestionFormat.math);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("1", "2");
    }

    @Test
    void mendedRecordsAreReadFromTheFileOfRefusedOnes() throws IOException {
        ReadFiles broken = read("q.jsonl", "{\"text\":\"One?\",\"gold\":\"one\"}\n{\"text\":\"Two?\",\"gold\":2\n");
        assertThat(broken.questions()).isEmpty();
        QuestionList list = new QuestionList();
        QuestionFile.read(folder.resolve("q.jsonl"), AUTO, list);
        List<String> lines = list.refused().stream().map(RefusedRecord::line).toList();
        String mended = lines.get(0).replace("\"gold\":\"one\"", "\"gold\":\"1\"") + "\n"
                + lines.get(1).replace(":2\"", ":2}\"") + "\n";

        assertThat(read("rejects.jsonl", mended).questions())
                .extracting(Question::getText)
                .containsExactly("One?", "Two?");
    }

    private ReadFiles read(String name, String content) throws IOException {
        return ReadFiles.of(write(name, content), AUTO);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
