package dev.errata.rewardmodel.teachers.chat;

import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.completion;
import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.fails;
import static dev.errata.rewardmodel.teachers.chat.StubEndpoint.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.teachers.Lesson;
import dev.errata.rewardmodel.teachers.Lesson.Declined;
import dev.errata.rewardmodel.teachers.Lesson.Rewritten;
import dev.errata.rewardmodel.teachers.Lesson.Unasked;
import dev.errata.rewardmodel.teachers.Questions;
import dev.errata.rewardmodel.teachers.WrongAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTeacherTest {

    private static final WrongAnswer WRONG = Questions.wrong(Questions.arithmetic("1"), "2*3=6;6+6=13;####13");

    @TempDir
    private Path folder = Path.of("");

    private StubEndpoint stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubEndpoint();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private List<Lesson> teach(WrongAnswer... answers) {
        ChatSettings settings = new ChatSettings(
                stub.address(), "m", 50, Duration.ofSeconds(5), 2, Duration.ofMillis(5), Duration.ofSeconds(1));
        try (ChatTeacher teacher = new ChatTeacher(
                new ChatEndpoint(settings, null, SpendingLimit.none(), folder.resolve("t.jsonl"), Clock.systemUTC()),
                2)) {
            return teacher.teach(List.of(answers));
        }
    }

    @Test
    void theStepsBeforeTheFirstWrongOneAreKeptAndTheTeacherContinues() {
        stub.then(says("6+6 is 12, not 13.\nFirst wrong step: 2"));
        stub.then(says("6+6=12;####12"));
        assertThat(teach(WRONG)).containsExactly(new Rewritten("2*3=6;6+6=12;####12"));
        String located =
                stub.requests.get(0).path("messages").path(1).path("content").asText();
        assertThat(located)
                .contains("6+2*3")
                .contains("Step 1: 2*3=6;\nStep 2: 6+6=13;\nStep 3: ####13")
                .contains("from 1 to 3");
        String continued =
                stub.requests.get(1).path("messages").path(1).path("content").asText();
        assertThat(continued).contains("It goes wrong at this step:\n6+6=13;").contains("kept as they are:\n2*3=6;");
    }

    @Test
    void aTeacherThatNamesNoStepIsNotAskedToContinue() {
        stub.always(says("All of it is correct."));
        assertThat(teach(WRONG)).containsExactly(new Declined("the teacher named no step"));
        assertThat(stub.requests).hasSize(1);
    }

    @Test
    void anAnswerOfOneStepIsWrongInThatStep() {
        stub.always(says("####12"));
        assertThat(teach(Questions.wrong(Questions.arithmetic("1"), "####13")))
                .containsExactly(new Rewritten("####12"));
        assertThat(stub.requests).hasSize(1);
    }

    @Test
    void aTruncatedReplyIsDeclinedAndAFailedRequestIsUnasked() {
        stub.then((exchange, request) ->
                fails(200, completion("####1", "length", true)).answer(exchange, request));
        assertThat(teach(Questions.wrong(Questions.arithmetic("1"), "####13")))
                .containsExactly(new Declined("the teacher's rewrite was cut off"));
        stub.always(fails(503, "down"));
        assertThat(teach(WRONG)).hasSize(1).first().isInstanceOf(Unasked.class);
    }

    @Test
    void lessonsComeInTheOrderOfTheAnswers() {
        stub.always(says(prompt -> prompt.contains("####7") ? "seven" : "eight"));
        WrongAnswer seven = Questions.wrong(Questions.arithmetic("1"), "####7");
        WrongAnswer eight = Questions.wrong(Questions.arithmetic("2"), "####8");
        assertThat(teach(seven, eight, seven))
                .containsExactly(new Rewritten("seven"), new Rewritten("eight"), new Rewritten("seven"));
    }

    @Test
    void repeatedStepsAndCodeFencesAreRemoved() {
        assertThat(ChatTeacher.join("a\n", "b\nc\n")).isEqualTo("a\nb\nc");
        assertThat(ChatTeacher.join("a\n", "a\nb")).isEqualTo("a\nb");
        assertThat(ChatTeacher.join("a\n", "```\nb\n```")).isEqualTo("a\nb");
        assertThat(ChatTeacher.join("", " b ")).isEqualTo("b");
        assertThat(ChatTeacher.join("6*2=12;", "12+1=13;####13")).isEqualTo("6*2=12;12+1=13;####13");
    }
}
