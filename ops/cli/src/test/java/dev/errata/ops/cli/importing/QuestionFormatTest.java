package dev.errata.ops.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Question files of other projects become question records; malformed lines are skipped. */
class QuestionFormatTest {

    private final Path folder;
    private final List<Question> questions = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();

    QuestionFormatTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void gsm8kKeepsTheAnswerAsReferenceAndTakesTheNumberBehindTheMark() throws IOException {
        read(
                QuestionFormat.gsm8k,
                """
                {"question": "How many?", "answer": "48/2 = <<48/2=24>>24\\n#### 1,072"}
                """);
        assertThat(malformed).isEmpty();
        Question question = questions.get(0);
        assertThat(question.getText()).isEqualTo("How many?");
        assertThat(question.getGold()).isEqualTo("1072");
        assertThat(question.getReference()).startsWith("48/2 = <<48/2=24>>24").endsWith("#### 1,072");
        assertThat(question.getSource()).isEqualTo("school");
        assertThat(question.getTask()).isEqualTo("gsm8k");
    }

    @Test
    void theSameLineHasTheSameIdWheneverItIsRead() throws IOException {
        String line = "{\"question\": \"How many?\", \"answer\": \"#### 3\"}\n";
        read(QuestionFormat.gsm8k, line + line);
        assertThat(questions.get(0).getId()).isEqualTo(questions.get(1).getId()).startsWith("school-");
    }

    @Test
    void malformedLinesAreReportedWithTheirNumberAndTheOthersAreRead() throws IOException {
        read(
                QuestionFormat.gsm8k,
                """
                {"question": "One?", "answer": "#### 1"}
                {"question": "Two?"

                {"question": "Three?", "answer": "three"}
                {"question": "", "answer": "#### 4"}
                [1, 2]
                {"question": "Five?", "answer": "#### 5"}
                """);
        assertThat(questions).extracting(Question::getGold).containsExactly("1", "5");
        assertThat(malformed).hasSize(4);
        assertThat(malformed.get(0)).startsWith("2 ");
        assertThat(malformed.get(1)).startsWith("4 ").contains("####");
        assertThat(malformed.get(2)).startsWith("5 ").contains("'question'");
        assertThat(malformed.get(3)).startsWith("6 ");
    }

    @Test
    void svampJoinsBodyAndQuestionAndWritesWholeNumbersWithoutAPoint() throws IOException {
        read(
                QuestionFormat.svamp,
                """
                [{"ID": "chal-1", "Body": "A pack costs 76 dollars", "Question": "How much?",
                  "Equation": "( 76.0 - 25.0 )", "Answer": 51.0, "Type": "Subtraction"},
                 {"ID": "chal-2", "Body": "No answer.", "Question": "Why?", "Equation": "1"},
                 {"ID": "chal-3", "Body": "Half.", "Question": "Of one?", "Equation": "1 / 2", "Answer": 0.5}]
                """);
        assertThat(questions).extracting(Question::getId).containsExactly("chal-1", "chal-3");
        assertThat(questions.get(0).getText()).isEqualTo("A pack costs 76 dollars. How much?");
        assertThat(questions.get(0).getGold()).isEqualTo("51");
        assertThat(questions.get(0).getReference()).isEqualTo("( 76.0 - 25.0 ) = 51");
        assertThat(questions.get(0).getMetadata()).containsEntry("type", "Subtraction");
        assertThat(questions.get(1).getText()).isEqualTo("Half. Of one?");
        assertThat(questions.get(1).getGold()).isEqualTo("0.5");
        assertThat(malformed).singleElement().asString().startsWith("2 ").contains("Answer");
    }

    @Test
    void aTruncatedSvampListKeepsTheQuestionsBeforeTheBreak() throws IOException {
        read(
                QuestionFormat.svamp,
                """
                [{"ID": "a", "Body": "B.", "Question": "Q?", "Equation": "1", "Answer": 1.0},
                 {"ID": "b", "Body": "B
                """);
        assertThat(questions).hasSize(1);
        assertThat(malformed).hasSize(1);
    }

    @Test
    void jsonLinesTakeTheSourceOfTheImport() throws IOException {
        read(
                QuestionFormat.jsonl,
                """
                {"id": "1", "source": "elsewhere", "text": "1+1", "gold": "2", "task": "arithmetic"}
                {"id": "2", "text": "1+2"}
                """);
        assertThat(questions).singleElement().satisfies(question -> {
            assertThat(question.getSource()).isEqualTo("school");
            assertThat(question.getTask()).isEqualTo("arithmetic");
        });
        assertThat(malformed).singleElement().asString().startsWith("2 ").contains("gold");
    }

    private void read(QuestionFormat format, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("questions"), content);
        format.read(file, "school", new QuestionSink() {
            @Override
            public void question(long place, Question question) {
                questions.add(question);
            }

            @Override
            public void malformed(long place, String why) {
                malformed.add(place + " " + why);
            }
        });
    }
}
