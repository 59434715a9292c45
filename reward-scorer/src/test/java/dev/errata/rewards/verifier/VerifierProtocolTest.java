package dev.errata.rewards.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewards.verifier.VerifierProtocol.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierProtocolTest {

    private static Reply read(String json) throws CallFailedException {
        return VerifierProtocol.read(json.getBytes(StandardCharsets.UTF_8), Set.of("a", "b"));
    }

    private static Reply verdict(String fields) throws CallFailedException {
        return read("{\"verdicts\": [{\"id\": \"a\"" + fields + "}, {\"id\": \"b\", \"correct\": true}]}");
    }

    @Test
    void aRequestHasEveryFieldOfAnAnswer() throws Exception {
        Submission submission = new Submission("sql", "Count.", "7", "select 7", Map.of("schema", "t(x)"));
        JsonNode request = new ObjectMapper()
                .readTree(VerifierProtocol.request(List.of(new AskedAnswer("rollouts/0/1#2", submission))));
        assertThat(request)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"answers": [{"id": "rollouts/0/1#2", "task": "sql", "question": "Count.", "gold": "7",
                                         "answer": "select 7", "metadata": {"schema": "t(x)"}}]}
                                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ", \"score\": 0|0|",
                ", \"score\": 0.25, \"extracted\": \"x\"|0.25|x",
                ", \"score\": 1, \"correct\": null, \"extracted\": null, \"more\": [1]|1|",
                ", \"score\": 0.5, \"extracted\": 12|0.5|12"
            })
    void aScoreFromZeroToOneIsARating(String fields, double score, String extracted) throws Exception {
        assertThat(verdict(fields).ratings())
                .containsEntry("a", new Rating(null, score, extracted))
                .containsEntry("b", Rating.of(true, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"score\": 7",
                ", \"score\": -0.001",
                ", \"score\": NaN",
                ", \"score\": Infinity",
                ", \"score\": 1e999",
                ", \"score\": \"0.5\"",
                ", \"score\": true",
                ", \"score\": [1]",
                ", \"correct\": 1",
                ", \"correct\": \"true\"",
                ", \"correct\": null",
                ", \"score\": 2, \"correct\": true"
            })
    void anythingElseCostsThatVerdictAlone(String fields) throws Exception {
        Reply reply = verdict(fields);
        assertThat(reply.ratings()).containsOnlyKeys("b");
        assertThat(reply.problems()).containsOnlyKeys("a");
    }

    @Test
    void missingRepeatedAndUnknownIdsAreProblems() throws Exception {
        Reply reply = read(
                """
                {"verdicts": [{"id": "a", "correct": true}, {"id": "a", "correct": false}, {"id": "a", "correct": true},
                 {"id": "z", "correct": true}, {"correct": true}, 7, null]}
                """);
        assertThat(reply.ratings()).isEmpty();
        assertThat(reply.problems()).containsOnlyKeys("a", "b");
        assertThat(reply.strangers()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html>502</html>",
                "[]",
                "null",
                "{}",
                "{\"error\": {\"code\": 429}}",
                "{\"verdicts\": {}}",
                "{\"verdicts\": [{\"id\": \"a\", \"sco"
            })
    void aReplyWithoutAListOfVerdictsIsAFailedCall(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(CallFailedException.class);
    }

    @Test
    void deeplyNestedJsonIsAFailedCall() {
        assertThatThrownBy(() -> read("{\"verdicts\": " + "[".repeat(1_000_000)))
                .isInstanceOf(CallFailedException.class);
    }
}
