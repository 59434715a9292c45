package dev.errata.ops.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.comparison.QuestionAnswers;
import dev.errata.evaluator.measurement.EvaluatedAnswer;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Question;
import dev.errata.schemas.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerLinesTest {

    private static final Question FIRST = question("1", "1+1", "2");
    private static final Question SECOND = question("2", "2+2", "4");
    private static final MeasuredBenchmark BENCHMARK = new MeasuredBenchmark("sums", List.of(FIRST, SECOND));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void answersAreThereAgainWhenTheFileIsOpenedAgain() {
        EvaluatedAnswer right = answer(FIRST, 0, "2", true);
        EvaluatedAnswer unread = EvaluatedAnswer.unread(SECOND, EvaluationMode.SAMPLED, 3);
        try (AnswerLines lines = open(settings("a"))) {
            lines.keep(List.of(right, unread));
        }

        try (AnswerLines lines = open(settings("a"))) {
            assertThat(lines.earlier(EvaluationMode.GREEDY)).singleElement().satisfies(answer -> {
                assertThat(answer.question()).isEqualTo(FIRST);
                assertThat(answer.text()).isEqualTo("2");
                assertThat(answer.correct()).isTrue();
                assertThat(answer.wasRead()).isTrue();
            });
            assertThat(lines.earlier(EvaluationMode.SAMPLED)).containsExactly(unread);
        }
    }

    @Test
    void aTornLastLineIsDropped() throws IOException {
        try (AnswerLines lines = open(settings("a"))) {
            lines.keep(List.of(answer(FIRST, 0, "2", true)));
        }
        String whole = Files.readString(file());
        Files.writeString(file(), "{\"id\":\"2\",\"corr", StandardOpenOption.APPEND);

        try (AnswerLines lines = open(settings("a"))) {
            assertThat(lines.earlier(EvaluationMode.GREEDY)).hasSize(1);
        }
        assertThat(file()).hasContent(whole);
    }

    @Test
    void aFileOfOtherSettingsIsRefusedAndStaysAsItIs() throws IOException {
        open(settings("a")).close();
        String before = Files.readString(file());

        assertThatThrownBy(() -> open(settings("b")))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(file() + " was begun with other settings (policy \"a\", now \"b\"): give those, or another"
                        + " --out.");
        assertThat(file()).hasContent(before);
    }

    @Test
    void anAnswerToAnotherQuestionOfTheSameIdIsRefused() {
        try (AnswerLines lines = open(settings("a"))) {
            lines.keep(List.of(answer(question("1", "another", "3"), 0, "2", true)));
        }

        assertThatThrownBy(() -> open(settings("a")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("another question with the id '1'");
    }

    @Test
    void theFileCanBeCompared() {
        try (AnswerLines lines = open(settings("a"))) {
            lines.keep(List.of(answer(FIRST, 0, "2", true), answer(SECOND, 0, "5", false)));
        }

        var sets = AnswerFiles.read(file());

        assertThat(sets).containsOnlyKeys(EvaluationMode.GREEDY);
        assertThat(sets.values()).singleElement().satisfies(set -> assertThat(
                        set.questions().values())
                .extracting(QuestionAnswers::text, QuestionAnswers::share)
                .containsExactly(tuple("1+1", 1.0), tuple("2+2", 0.0)));
    }

    private AnswerLines open(ObjectNode settings) {
        return AnswerLines.open(file(), BENCHMARK, settings);
    }

    private Path file() {
        return folder.resolve("answers.jsonl");
    }

    private static ObjectNode settings(String policy) {
        return new ObjectMapper().createObjectNode().put("policy", policy).put("seed", 0L);
    }

    private static EvaluatedAnswer answer(Question question, int sample, String text, boolean correct) {
        Verdict verdict = Verdict.newBuilder()
                .setRolloutId("r")
                .setCorrect(correct)
                .setExtractedAnswer(text)
                .setJudgedAt(0)
                .build();
        return new EvaluatedAnswer(question, EvaluationMode.GREEDY, sample, text, true, 0, verdict);
    }

    private static Question question(String id, String text, String gold) {
        return Question.newBuilder()
                .setId(id)
                .setSource("sums")
                .setText(text)
                .setGold(gold)
                .build();
    }
}
