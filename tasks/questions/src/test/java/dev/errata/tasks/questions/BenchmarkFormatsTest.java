package dev.errata.tasks.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import dev.errata.tasks.questions.layouts.Subjects;
import dev.errata.tasks.questions.records.FilePlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files of the eight benchmarks, in fixtures written for this project. Each record of a fixture says what is
 * expected of it: its gold answer, {@code skipped}, or {@code refused:} and a part of the reason.
 */
class BenchmarkFormatsTest {

    private static final String REFUSED = "refused: ";
    private static final Judge JUDGE = Judge.strict();

    @ParameterizedTest
    @CsvSource({
        "gsm8k.jsonl,               gsm8k,      21, 11",
        "svamp.json,                svamp,      20,  5",
        "svamp.jsonl,               svamp,      20,  5",
        "math.jsonl,                math,       23,  4",
        "math,                      math,       22,  0",
        "mmlu.json,                 mmlu,       22,  8",
        "ecqa.jsonl,                ecqa,       26,  3",
        "ecqa-original.csv,         ecqa,       21,  3",
        "qasc.jsonl,                qasc,       26,  3",
        "qasc-original.jsonl,       qasc,       21,  4",
        "openbookqa.jsonl,          openbookqa, 26,  3",
        "openbookqa-original.jsonl, openbookqa, 21,  4",
        "openbookqa-columns.jsonl,  openbookqa, 21,  0",
        "arc.jsonl,                 arc,        26,  3",
        "arc-original.jsonl,        arc,        21,  4",
    })
    void aFixtureIsRecognizedAndGivesWhatItsRecordsExpect(String file, QuestionFormat format, int taken, int refused)
            throws IOException {
        Expectations read = new Expectations();
        FormatOptions options = FormatOptions.of("school");
        assertThat(QuestionFile.read(ReadFiles.fixture("formats/" + file), options, read))
                .isEqualTo(format);
        assertThat(read.taken).hasSize(taken);
        assertThat(read.refusals).isEqualTo(refused);
        assertThat(read.taken).extracting(Question::getId).doesNotHaveDuplicates();
    }

    @Test
    void aFixtureGivesTheSameInTheFormatThatIsNamed() throws IOException {
        for (QuestionFormat format : List.of(QuestionFormat.gsm8k, QuestionFormat.math, QuestionFormat.arc)) {
            Expectations named = new Expectations();
            Expectations recognized = new Expectations();
            FormatOptions auto = FormatOptions.of("school");
            QuestionFile.read(ReadFiles.fixture("formats/" + format + ".jsonl"), auto.withFormat(format), named);
            QuestionFile.read(ReadFiles.fixture("formats/" + format + ".jsonl"), auto, recognized);
            assertThat(named.taken).isEqualTo(recognized.taken);
        }
    }

    @Test
    void linesThatCannotBeReadAreRefusedByTheirNumber() {
        ReadFiles read = ReadFiles.of(ReadFiles.fixture("formats/gsm8k.jsonl"), FormatOptions.of("school"));
        assertThat(read.refused())
                .hasSize(11)
                .anySatisfy(one -> assertThat(one).startsWith("22: The answer has no '#### <number>'"))
                .anySatisfy(one -> assertThat(one).startsWith("31: This is not JSON"))
                .anySatisfy(one -> assertThat(one).startsWith("32: ").contains("not an object"));
    }

    @Test
    void otherSubjectsOfMmluAreSkippedUnlessAskedFor() {
        FormatOptions all = FormatOptions.of("school").withSubjects(Subjects.of("all"));
        FormatOptions two = FormatOptions.of("school").withSubjects(Subjects.of("anatomy, Abstract Algebra"));
        assertThat(ReadFiles.of(ReadFiles.fixture("formats/mmlu.json"), all).questions())
                .hasSize(24);
        assertThat(ReadFiles.of(ReadFiles.fixture("formats/mmlu.json"), two).questions())
                .extracting(question -> question.getMetadata().get("subject"))
                .containsExactly(
                        "abstract_algebra", "abstract_algebra", "abstract_algebra", "abstract_algebra", "anatomy");
    }

    @Test
    void mmluIsReadFromAFolderOfItsOwnFilesWithoutHeader() {
        ReadFiles read = ReadFiles.of(ReadFiles.fixture("formats/mmlu"), FormatOptions.of("school"));
        assertThat(read.format()).isEqualTo(QuestionFormat.mmlu);
        assertThat(read.refused()).isEmpty();
        assertThat(read.questions())
                .extracting(Question::getGold)
                .containsExactly("C", "C", "B", "C", "B", "B", "A", "C");
        assertThat(read.questions())
                .extracting(question -> question.getMetadata().get("subject"))
                .containsOnly("abstract_algebra", "college_mathematics");
    }

    @Test
    void textsAreWrittenAsTheyAreAsked() {
        FormatOptions options = FormatOptions.of("school");
        assertThat(ReadFiles.of(ReadFiles.fixture("formats/mmlu.json"), options)
                        .questions()
                        .get(0)
                        .getText())
                .isEqualTo("What is the order of the group Z_6?\n(A) 2\n(B) 3\n(C) 6\n(D) 12");
        List<Question> svamp =
                ReadFiles.of(ReadFiles.fixture("formats/svamp.json"), options).questions();
        assertThat(svamp.get(0).getText())
                .isEqualTo("A farmer has 76 sheep and sells 25. How many sheep does he keep?");
        assertThat(svamp.get(1).getText()).isEqualTo("Two ships carry 40 and 60 tons. How many tons do they carry?");
        assertThat(svamp.get(4).getText()).isEqualTo("If 5 birds sit on a roof, how many feet are there?");
        assertThat(svamp.get(9).getText()).isEqualTo("How much is 3 plus 4?");
        assertThat(svamp.get(18).getText()).isEqualTo("Body and question in one: 4 and 4. What is the sum?");
    }

    @Test
    void theSetsOwnFilesGiveTheSameQuestionsAsTheSharedForm() {
        FormatOptions options = FormatOptions.of("school");
        for (String set : List.of("arc", "qasc")) {
            List<Question> shared = ReadFiles.of(ReadFiles.fixture("formats/" + set + ".jsonl"), options)
                    .questions();
            List<Question> own = ReadFiles.of(ReadFiles.fixture("formats/" + set + "-original.jsonl"), options)
                    .questions();
            assertThat(own).extracting(Question::getText).isEqualTo(texts(shared.subList(0, own.size())));
            assertThat(own).extracting(Question::getGold).isEqualTo(golds(shared.subList(0, own.size())));
        }
    }

    private static List<String> texts(List<Question> questions) {
        return questions.stream().map(Question::getText).toList();
    }

    private static List<String> golds(List<Question> questions) {
        return questions.stream().map(Question::getGold).toList();
    }

    /** Compares what is read with the field {@code expected} of each record. */
    private static final class Expectations implements QuestionSink {

        private final List<Question> taken = new ArrayList<>();
        private int refusals;

        @Override
        public void question(FilePlace place, Question question) {
            String gold = question.getMetadata().get("expected");
            assertThat(question.getGold()).as(place.toString()).isEqualTo(gold);
            assertThat(JUDGE.judge(question, "The answer is " + gold, true))
                    .as(place.toString())
                    .hasValueSatisfying(
                            judgment -> assertThat(judgment.correct()).isTrue());
            String reference = question.getReference();
            if (reference != null) {
                assertThat(JUDGE.judge(question, reference, true))
                        .as(place + ": " + reference)
                        .hasValueSatisfying(
                                judgment -> assertThat(judgment.correct()).isTrue());
            }
            taken.add(question);
        }

        @Override
        public void refused(RefusedRecord refused) {
            refusals++;
            if (refused.record().isObject()) {
                String expected = refused.record().get("expected").asText();
                assertThat(expected)
                        .as(refused.place() + ": " + refused.reason())
                        .startsWith(REFUSED);
                assertThat(refused.reason()).contains(expected.substring(REFUSED.length()));
            }
        }
    }
}
