package dev.errata.rewardmodel.teachers.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.Questions;
import dev.errata.rewardmodel.teachers.Teacher;
import dev.errata.rewardmodel.teachers.WrongAnswer;
import dev.errata.rewardmodel.training.RewritePair;
import dev.errata.schemas.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairMakingTest {

    private static final String RIGHT = "2*3=6;6+6=12;####12";

    @TempDir
    private Path folder = Path.of("");

    private Path out = Path.of("");
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void name() {
        out = folder.resolve("pairs.jsonl");
    }

    /** A teacher with an answer to everything, who remembers what it was asked. */
    private Teacher teacher(String name, Function<String, Lesson> lessons) {
        return new Teacher() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Lesson> teach(List<WrongAnswer> answers) {
                answers.forEach(answer -> asked.add(answer.text()));
                return answers.stream()
                        .map(answer -> lessons.apply(answer.text()))
                        .toList();
            }

            @Override
            public void close() {}
        };
    }

    private static Selection selection(String... answers) {
        List<GivenAnswer> given = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            given.add(new GivenAnswer(Questions.arithmetic("q" + i), 0, answers[i], true));
        }
        return Selection.of(given, OptionalDouble.of(1), 1);
    }

    private PairMaking.Outcome make(Teacher teacher, Selection selection) {
        try (PairFiles files = new PairFiles(out, teacher.name())) {
            return new PairMaking(files, teacher, 2).run(selection, (done, total, note) -> {});
        }
    }

    private List<RewritePair> pairs() {
        try (PairFiles files = new PairFiles(out, "nobody")) {
            return files.pairs();
        }
    }

    @Test
    void onlyRewritesThatReachTheGoldAnswerByTrueStepsAreKept() throws IOException {
        List<String> rewrites = new ArrayList<>(List.of("2*3=6;6+6=13;####13", "2*3=7;6+7=12;####12", "", RIGHT));
        Teacher mixed = teacher("mixed", answer -> new Lesson.Rewritten(rewrites.remove(0)));
        PairMaking.Outcome outcome = make(mixed, selection("####1", "####2", "####3", "####4", RIGHT));
        assertThat(outcome.stopped()).isEmpty();
        assertThat(outcome.counts())
                .containsEntry("dropped: the rewrite misses the gold answer", 1L)
                .containsEntry("dropped: the rewrite has a false step", 1L)
                .containsEntry("dropped: the rewrite is empty", 1L)
                .containsEntry("wrong answers rewritten", 1L)
                .containsEntry("right answers kept as they are", 1L);
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "{\"id\":\"q3\",\"task\":\"arithmetic\",\"question\":\"6+2*3\",\"reference\":\"2*3=6;6+6=12;####12\","
                                + "\"answer\":\"####4\",\"rewrite\":\"2*3=6;6+6=12;####12\",\"teacher\":\"mixed\"}",
                        "{\"id\":\"q4\",\"task\":\"arithmetic\",\"question\":\"6+2*3\",\"reference\":\"2*3=6;6+6=12;####12\","
                                + "\"answer\":\"2*3=6;6+6=12;####12\",\"rewrite\":\"2*3=6;6+6=12;####12\","
                                + "\"teacher\":\"identity\"}");
        assertThat(Files.readString(folder.resolve("pairs.dropped.jsonl")))
                .contains("\"why\":\"the rewrite has a false step\"");
    }

    @Test
    void aFinishedAnswerIsNotTaughtAgainEvenAfterTheFileWasCut() throws IOException {
        Selection all = selection("####1", "####2", "####3", "####4");
        Teacher first = teacher(
                "t", answer -> answer.equals("####2") ? new Lesson.Declined("cannot") : new Lesson.Rewritten(RIGHT));
        make(first, all);
        assertThat(asked).hasSize(4);
        assertThat(pairs()).hasSize(3);
        asked.clear();
        make(first, all);
        assertThat(asked).as("nothing is left").isEmpty();

        String whole = Files.readString(out);
        Files.writeString(out, whole.substring(0, whole.length() - 20));
        make(first, all);
        assertThat(asked).as("only what was cut off").containsExactly("####4");
        assertThat(out).hasContent(whole);

        asked.clear();
        make(teacher("better", answer -> new Lesson.Rewritten(RIGHT)), all);
        assertThat(asked).as("what another teacher could not do").containsExactly("####2");
        assertThat(pairs()).hasSize(4);
    }

    @Test
    void aTeacherThatCanNoLongerBeAskedEndsTheRunAndTheNextRunContinues() {
        Selection all = selection("####1", "####2", "####3", "####4", "####5", "####6");
        Teacher poor = teacher(
                "t",
                answer ->
                        asked.size() <= 2 ? new Lesson.Rewritten(RIGHT) : new Lesson.Unasked("The limit is reached."));
        PairMaking.Outcome outcome = make(poor, all);
        assertThat(outcome.stopped()).contains("The limit is reached.");
        assertThat(outcome.counts()).containsEntry("not asked", 2L).containsEntry("wrong answers rewritten", 2L);
        assertThat(asked).as("the last two were not even tried").hasSize(4);
        asked.clear();
        assertThat(make(teacher("t", answer -> new Lesson.Rewritten(RIGHT)), all)
                        .stopped())
                .isEmpty();
        assertThat(asked).containsExactly("####3", "####4", "####5", "####6");
        assertThat(pairs()).hasSize(6);
    }

    @Test
    void answersAreSampledOnceAndWithTheSameSettings() throws IOException {
        Path file = PairFiles.beside(out, "answers");
        assertThat(file).hasFileName("pairs.answers.jsonl");
        List<Question> questions = List.of(Questions.arithmetic("a"), Questions.arithmetic("b"));
        ObjectNode settings = new ObjectMapper().createObjectNode().put("seed", 1);
        try (AnswerFile answers = new AnswerFile(file, questions, settings)) {
            answers.add(List.of(
                    new GivenAnswer(questions.get(0), 0, "####1", true),
                    new GivenAnswer(questions.get(0), 1, "####2", true),
                    new GivenAnswer(questions.get(1), 0, "####3", false)));
        }
        Files.writeString(file, Files.readString(file) + "{\"id\":\"b\",\"sample\":1,\"ans");
        try (AnswerFile answers = new AnswerFile(file, questions, settings)) {
            assertThat(answers.unanswered(2)).containsExactly(questions.get(1));
            answers.add(List.of(
                    new GivenAnswer(questions.get(1), 0, "####3", false),
                    new GivenAnswer(questions.get(1), 1, "####4", true)));
            assertThat(answers.unanswered(2)).isEmpty();
            assertThat(answers.answers())
                    .extracting(GivenAnswer::text)
                    .containsExactly("####1", "####2", "####3", "####4");
        }
        assertThat(Files.readAllLines(file)).hasSize(5);
        assertThatThrownBy(() ->
                        new AnswerFile(file, questions, settings.deepCopy().put("seed", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another --out");
        assertThatThrownBy(() ->
                        new AnswerFile(folder.resolve("x"), List.of(questions.get(0), Questions.words("a")), settings))
                .hasMessageContaining("Two questions have the id 'a'");
    }
}
