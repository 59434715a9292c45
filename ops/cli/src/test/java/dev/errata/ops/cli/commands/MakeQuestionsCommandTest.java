package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MakeQuestionsCommandTest {

    private final StringWriter err = new StringWriter();
    private final CommandLine command = ErrataCommand.commandLine().setErr(new PrintWriter(err, true));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "training, demo, plain, '[0-9][0-9*+-]+'",
        "tuning, demo, plain, '[0-9][0-9*+-]+'",
        "held-out, longer, plain, '[0-9][0-9*+-]+'",
        "harder, larger, plain, '[0-9][0-9*+-]+'",
        "unseen-form, demo, signed, '[+][0-9][0-9*+-]+'",
        "unseen-form, demo, words, '[a-z]+ [a-z -]+'"
    })
    void everySetIsWrittenAsQuestionsOfTheLoop(String set, String grade, String form, String text) throws IOException {
        List<Question> questions = make("--set", set, "--grade", grade, "--form", form, "--count", "7");
        assertThat(questions).hasSize(7).allSatisfy(question -> {
            assertThat(question.getId()).startsWith(set + "-0000");
            assertThat(question.getText()).matches(text);
            assertThat(question.getTask()).isEqualTo("arithmetic");
            assertThat(question.getReference()).endsWith("####" + question.getGold());
            assertThat(question.getMetadata()).containsEntry("difficulty", grade);
        });
    }

    @Test
    void theHarderSetHasFourToSixOperationsByDefault() throws IOException {
        assertThat(make("--set", "harder")).hasSize(1_000).allSatisfy(question -> assertThat(
                        String.valueOf(question.getReference()).chars().filter(c -> c == ';'))
                .hasSizeBetween(4, 6));
    }

    @Test
    void anUnknownSetIsReportedWithTheNamesOfAll() {
        assertThat(command.execute("questions", "make", "--set", "held")).isEqualTo(2);
        assertThat(err.toString().lines())
                .first()
                .isEqualTo("errata: Invalid value for option '--set': 'held' is none of training, tuning, held-out,"
                        + " harder, unseen-form");
    }

    @Test
    void moreQuestionsThanExistAreReportedInOneSentence() {
        assertThat(command.execute("questions", "make", "--set", "tuning", "--count", "2001"))
                .isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .containsExactly("errata: The tuning set has at most 2,000 questions: ask for fewer than 2,001.");
    }

    private List<Question> make(String... options) throws IOException {
        Path file = folder.resolve("questions.jsonl");
        String[] arguments = new String[options.length + 4];
        arguments[0] = "questions";
        arguments[1] = "make";
        arguments[2] = "--out";
        arguments[3] = file.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        assertThat(command.execute(arguments)).as(err.toString()).isZero();
        return Files.readAllLines(file).stream()
                .map(line -> QuestionJson.read(line, "arithmetic"))
                .toList();
    }
}
