package dev.errata.ops.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.tasks.questions.records.FilePlace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each question is taken once, and an id stands for one question. */
class QuestionImportTest {

    private final KnownQuestions known = new KnownQuestions();
    private final ImportReport report = new ImportReport(null, refused -> {});
    private final List<Question> published = new ArrayList<>();

    @Test
    void aQuestionThatIsThereIsNotPublishedAgain() {
        QuestionImport first = read(false, question("1", "2+2", "4"), question("2", "2+3", "5"));
        assertThat(first.published()).isEqualTo(2);

        QuestionImport again = read(false, question("1", "2+2", "4"), question("2", "2+3", "5"));
        assertThat(again.published()).isZero();
        assertThat(again.same()).isEqualTo(2);
        assertThat(published).hasSize(2);
    }

    @Test
    void anIdWithAnotherContentIsRefusedUnlessItReplaces() {
        read(false, question("1", "2+2", "4"));
        QuestionImport other = read(false, question("1", "2+2", "5"));
        assertThat(other.published()).isZero();
        assertThat(report.listed()).singleElement().satisfies(refused -> {
            assertThat(refused.place()).hasToString("q.jsonl:1");
            assertThat(refused.reason()).contains("id '1'").contains("--replace");
            assertThat(refused.record().get("gold").asText()).isEqualTo("5");
        });

        assertThat(read(true, question("1", "2+2", "5")).replaced()).isOne();
        assertThat(published).extracting(Question::getGold).containsExactly("4", "5");
    }

    @Test
    void metadataAndTheNumberOfAsksMakeNoOtherQuestion() {
        Question asked =
                Question.newBuilder(question("1", "2+2", "4")).setAsk(3).build();
        read(false, question("1", "2+2", "4"));
        assertThat(read(false, asked).same()).isOne();
    }

    @Test
    void aLimitCountsWhatIsTakenAndWhatIsThere() {
        read(false, question("1", "2+2", "4"));
        var choices = new QuestionImport.Choices(false, 2, bytes -> {});
        QuestionImport limited = new QuestionImport(known, report, published::add, choices);
        limited.question(place(1), question("1", "2+2", "4"));
        assertThat(limited.wantsMore()).isTrue();
        limited.question(place(2), question("2", "2+3", "5"));
        assertThat(limited.wantsMore()).isFalse();
    }

    @Test
    void theBytesOfSeveralFilesAddUp() {
        List<Long> shown = new ArrayList<>();
        var choices = new QuestionImport.Choices(false, 2, shown::add);
        QuestionImport sink = new QuestionImport(known, report, published::add, choices);
        for (long bytes : new long[] {10, 30, 5, 20}) {
            sink.progress(bytes);
        }
        assertThat(shown).containsExactly(10L, 30L, 35L, 50L);
    }

    private QuestionImport read(boolean replace, Question... questions) {
        var choices = new QuestionImport.Choices(replace, Long.MAX_VALUE, bytes -> {});
        QuestionImport sink = new QuestionImport(known, report, published::add, choices);
        for (int i = 0; i < questions.length; i++) {
            sink.question(place(i + 1), questions[i]);
        }
        return sink;
    }

    private static FilePlace place(int line) {
        return new FilePlace("q.jsonl", line, "");
    }

    private static Question question(String id, String text, String gold) {
        return QuestionJson.read(
                "{\"id\":\"" + id + "\",\"text\":\"" + text + "\",\"gold\":\"" + gold + "\"}", "school");
    }
}
