package dev.errata.ops.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.DeadLetters.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code errata dead-letters} with export and resend, on a real broker. */
class DeadLettersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_GOLD = "{\"id\": \"1\", \"text\": \"2+2\", \"gold\": \" \"}";
    private static final String GIVE_GOLD = "The question has no gold answer: its answers could not be judged.";

    private static EmbeddedCluster cluster;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void startCluster() {
        cluster = EmbeddedCluster.start();
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void eachLetterIsShownWithItsReasonAndAllAreCounted() throws Exception {
        LetterRun run = new LetterRun(cluster, "shown");
        Place empty = run.dead("mine", "1", NO_GOLD, DeadLetterReason.EMPTY, GIVE_GOLD);
        Place text = run.dead("other", "2", "\u001b[31mred\nline", DeadLetterReason.MALFORMED, "Not JSON.");
        assertThat(run.errata()).isZero();
        assertThat(run.out())
                .containsExactly(
                        "2026-03-01T12:00:00Z  " + empty + "  EMPTY  actor",
                        "  " + GIVE_GOLD,
                        "  {\"id\":\"1\",\"text\":\"2+2\",\"gold\":\" \"}",
                        "2026-03-01T12:00:00Z  " + text + "  MALFORMED  actor",
                        "  Not JSON.",
                        "  \\u001b[31mred\\nline",
                        "2 dead letters",
                        "  shown.questions.mine   EMPTY                 1",
                        "  shown.questions.other  MALFORMED             1");
    }

    @Test
    void lettersAreChosenBySourceReasonStageAgeAndNumber() throws Exception {
        LetterRun run = new LetterRun(cluster, "chosen");
        run.dead("a", "1", NO_GOLD, DeadLetterReason.EMPTY, GIVE_GOLD);
        run.dead("a", "2", "{", DeadLetterReason.MALFORMED, "Not JSON.");
        run.dead("b", "3", NO_GOLD, DeadLetterReason.EMPTY, GIVE_GOLD);
        run.setAside(Instant.now(), new Place("chosen.rollouts", 0, 7), null, DeadLetterReason.EMPTY, "No rollout.");
        assertThat(counted(run, "--source", "a")).isEqualTo(2);
        assertThat(counted(run, "--reason", "empty")).isEqualTo(3);
        assertThat(counted(run, "--reason", "EMPTY", "--source", "b")).isEqualTo(1);
        assertThat(counted(run, "--stage", "scorer")).isZero();
        assertThat(counted(run, "--since", "10m")).isEqualTo(1);
        assertThat(run.errata("--limit", "1", "--json")).isZero();
        assertThat(run.out()).singleElement().asString().contains("chosen.rollouts/0/7");
    }

    private static int counted(LetterRun run, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--counts", "--json"));
        all.addAll(List.of(arguments));
        assertThat(run.errata(all.toArray())).isZero();
        return JSON.readTree(run.out().get(0)).path("dead_letters").asInt();
    }

    @Test
    void aRunWithoutTheTopicAndABadAgeAreReportedInOneSentence() {
        LetterRun run = new LetterRun(cluster, "here");
        assertThat(run.errata("--run", "elsewhere")).isEqualTo(2);
        assertThat(run.errata("--since", "soon")).isEqualTo(2);
        assertThat(run.err().get(0)).contains("'soon' is no age: give a number with s, m, h or d, such as 10m");
        assertThat(run.errata("--limit", "0")).isEqualTo(1);
        assertThat(run.err()).containsExactly("errata: --limit is 0: give 1 or more.");
    }

    @Test
    void recordsAreExportedWholeInTheFormTheyCanBeMendedIn() throws Exception {
        LetterRun run = new LetterRun(cluster, "exported");
        String longText = "{\"id\": \"long\", \"text\": \"" + "7".repeat(6000) + "\", \"gold\": \"\"}";
        run.dead("mine", "long", longText, DeadLetterReason.EMPTY, GIVE_GOLD);
        run.dead("mine", "broken", "{\"id\": ", DeadLetterReason.MALFORMED, "Not JSON.");
        byte[] avro = run.avro(question("mine", "a", "3+4", ""));
        run.setAside(run.send("mine", "a", avro), avro, DeadLetterReason.EMPTY, GIVE_GOLD);
        byte[] binary = {0, 0, 0, 3, 9, -1, -2};
        run.setAside(run.send("mine", "b", binary), binary, DeadLetterReason.WRONG_SCHEMA, "No schema.");
        run.setAside(run.send("mine", "n", (byte[]) null), null, DeadLetterReason.EMPTY, "Send a question.");
        byte[] lost = longText.getBytes(StandardCharsets.UTF_8);
        run.setAside(new Place("exported.questions.gone", 0, 5), lost, DeadLetterReason.TOO_LARGE, "Shorten it.");

        Path file = folder.resolve("letters.jsonl");
        assertThat(run.errata("export", "--out", file)).isZero();
        assertThat(run.out()).contains("6 dead letters", "wrote " + file);
        List<JsonNode> lines = read(file);
        assertThat(lines.get(0).path("record").path("text").asText()).hasSize(6000);
        assertThat(lines.get(0).path("key").asText()).isEqualTo("long");
        assertThat(lines.get(0).has("truncated")).isFalse();
        assertThat(lines.get(1).path("record").asText()).isEqualTo("{\"id\": ");
        assertThat(lines.get(2).path("record").path("text").asText()).isEqualTo("3+4");
        assertThat(lines.get(3).path("record_base64").binaryValue()).isEqualTo(binary);
        assertThat(lines.get(4).path("record").isNull()).isTrue();
        assertThat(lines.get(5).path("record").asText()).hasSize(4096);
        assertThat(lines.get(5).path("truncated").asBoolean()).isTrue();
        assertThat(run.errata("export", "--out", file)).isEqualTo(1);
        assertThat(run.err().get(0)).contains("exists and may have been mended");
    }

    @Test
    void aMendedRecordIsSentOnceWithItsKeyAndAMark() throws Exception {
        LetterRun run = new LetterRun(cluster, "mended");
        Place place = run.dead("mine", "k", NO_GOLD, DeadLetterReason.EMPTY, GIVE_GOLD);
        Path file = folder.resolve("letters.jsonl");
        assertThat(run.errata("export", "--out", file)).isZero();

        assertThat(run.errata("resend", file)).isEqualTo(1);
        assertThat(run.err()).containsExactly("  line 1: " + place + ": " + GIVE_GOLD);
        assertThat(run.resent("mine")).isEmpty();

        mend(file, "gold", "4");
        assertThat(run.errata("resend", "--dry-run", file)).isZero();
        assertThat(run.out()).containsExactly("would send 1, sent before 0, refused 0");
        assertThat(run.errata("resend", file)).isZero();
        assertThat(run.out()).containsExactly("sent 1, sent before 0, refused 0");
        assertThat(run.errata("resend", file)).isZero();
        assertThat(run.out()).containsExactly("sent 0, sent before 1, refused 0");
        assertThat(run.resent("mine")).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("k");
            assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"id\":\"1\",\"text\":\"2+2\",\"gold\":\"4\"}");
            assertThat(record.headers().lastHeader("errata-resent-from").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(place.toString());
        });
    }

    @Test
    void anAvroQuestionIsMendedAsJsonAndSentAsAvro() throws Exception {
        LetterRun run = new LetterRun(cluster, "avro");
        byte[] avro = run.avro(question("mine", "a", "3+4", ""));
        run.setAside(run.send("mine", "a", avro), avro, DeadLetterReason.EMPTY, GIVE_GOLD);
        Path file = folder.resolve("letters.jsonl");
        assertThat(run.errata("export", "--out", file)).isZero();
        mend(file, "gold", "7");
        assertThat(run.errata("resend", file)).isZero();
        var topic = run.log().topics().questions("mine");
        assertThat(run.resent("mine")).singleElement().satisfies(record -> assertThat(
                        run.log().serde(topic).deserializer().deserialize(topic.name(), record.value()))
                .isEqualTo(question("mine", "a", "3+4", "7")));
    }

    @Test
    void anUnchangedRecordIsSentOnlyWhereThatIsMeant() throws Exception {
        LetterRun run = new LetterRun(cluster, "unchanged");
        Place place = run.dead(
                "mine",
                "1",
                "{\"id\": \"1\", \"text\": \"2+2\", \"gold\": \"4\"}",
                DeadLetterReason.TOO_LARGE,
                "Raise actor.max-prompt-tokens.");
        Path file = folder.resolve("letters.jsonl");
        assertThat(run.errata("export", "--out", file)).isZero();
        assertThat(run.errata("resend", file)).isEqualTo(1);
        assertThat(run.err())
                .containsExactly("  line 1: " + place + ": It was not changed, and was set aside as TOO_LARGE: Raise"
                        + " actor.max-prompt-tokens. If you changed a setting instead, add --unchanged.");
        assertThat(run.errata("resend", "--unchanged", file)).isZero();
        assertThat(run.resent("mine")).hasSize(1);
    }

    @Test
    void linesThatCannotBeSentAreNamedAndTheOthersAreSent() throws Exception {
        LetterRun run = new LetterRun(cluster, "refused");
        Place place = run.dead("mine", "1", NO_GOLD, DeadLetterReason.EMPTY, GIVE_GOLD);
        Place task = run.dead("mine", "2", NO_GOLD, DeadLetterReason.EMPTY, GIVE_GOLD);
        String good = "{\"id\": \"1\", \"text\": \"2+2\", \"gold\": \"4\"}";
        Path file = Files.write(
                folder.resolve("letters.jsonl"),
                List.of(
                        "{\"place\": \"" + place + "\", \"record\": " + good + "}",
                        "{\"place\": \"" + place + "\", \"record\": " + good + "}",
                        "{\"place\": \"" + task + "\", \"record\": " + good.replace("}", ", \"task\": \"chess\"}}"),
                        "{\"place\": \"refused.questions.mine/0/999\", \"record\": " + good + "}",
                        "{\"place\": \"refused.rollouts/0/1\", \"record\": " + good + "}",
                        "{\"place\": \"" + place + "\", \"record_base64\": \"AAAA\"}",
                        "{\"place\": \"" + place + "\"}",
                        "{\"record\": " + good + "}",
                        "",
                        "no json"));
        assertThat(run.errata("resend", file)).isEqualTo(1);
        assertThat(run.out()).containsExactly("sent 1, sent before 0, refused 8");
        assertThat(run.err())
                .hasSize(8)
                .anyMatch(line -> line.contains("line 2: ") && line.contains("Line 1 has the same place"))
                .anyMatch(line -> line.contains("line 3: ") && line.contains("No rule judges the task 'chess'"))
                .anyMatch(line -> line.contains("line 4: ") && line.contains("has no letter of this place"))
                .anyMatch(line -> line.contains("line 5: ") && line.contains("Only questions can be sent again"))
                .anyMatch(line -> line.contains("line 6: ") && line.contains("The record is binary"))
                .anyMatch(line -> line.contains("line 7: ") && line.contains("There is no record"))
                .anyMatch(line -> line.contains("line 8: ") && line.contains("There is no place"))
                .anyMatch(line -> line.contains("line 10: ") && line.contains("This is not JSON"));
        assertThat(run.resent("mine")).singleElement().satisfies(record -> assertThat(record.key())
                .isEqualTo("1"));
    }

    private static Question question(String source, String id, String text, String gold) {
        return Question.newBuilder()
                .setId(id)
                .setSource(source)
                .setText(text)
                .setGold(gold)
                .build();
    }

    private static List<JsonNode> read(Path file) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** Sets one field of the record of the first line. */
    private static void mend(Path file, String field, String value) throws Exception {
        JsonNode line = read(file).get(0);
        ((ObjectNode) line.path("record")).put(field, value);
        Files.writeString(file, line + "\n");
    }
}
