package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.RIGHT;
import static dev.errata.rewards.scoring.Fixtures.question;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Rollout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bad record costs only itself. */
class BadRecordsTest {

    private static final Headers NONE = new RecordHeaders();

    private final HandTurnedClock clock = new HandTurnedClock();
    private final ScoringDriver scorer = new ScoringDriver(Fixtures.rules(clock), clock);

    @AfterEach
    void stop() {
        scorer.close();
    }

    @Test
    void aRecordThatCannotBeDecodedBecomesADeadLetter() {
        scorer.writeBytes(scorer.topics.rollouts(), "bad", "not avro".getBytes(StandardCharsets.UTF_8), NONE);
        scorer.writeBytes(scorer.topics.rewrites(), "bad", new byte[] {0, 0, 0, 0, 9, 77}, NONE);
        scorer.writeBytes(scorer.topics.tokenRewards(), "bad", null, NONE);
        scorer.writeBytes(scorer.topics.evaluationRollouts(), "bad", new byte[5000], NONE);
        Rollout rollout = rollout("r1", RIGHT).build();
        scorer.write(rollout);
        scorer.write(tokenRewards(rollout, 1f).build());

        List<DeadLetter> letters = scorer.read(scorer.topics.deadLetters());
        assertThat(letters)
                .extracting(DeadLetter::getTopic, DeadLetter::getReason)
                .containsExactly(
                        tuple("test.rollouts", DeadLetterReason.MALFORMED),
                        tuple("test.rewrites", DeadLetterReason.WRONG_SCHEMA),
                        tuple("test.token-rewards", DeadLetterReason.EMPTY),
                        tuple("test.evaluation-rollouts", DeadLetterReason.WRONG_SCHEMA));
        assertThat(letters.get(0).getStage()).isEqualTo("scorer");
        assertThat(letters.get(3).getPayload().remaining()).isEqualTo(4096);
        assertThat(scorer.read(scorer.topics.scoredRollouts())).hasSize(1);
    }

    @Test
    void textsAndHeadersOfAHostileRecordAreAbbreviatedOrLeftOut() {
        Headers headers = new RecordHeaders().add("x", new byte[2_000_000]);
        String huge = "7".repeat(2_000_000);
        scorer.write(
                scorer.topics.evaluationRollouts(),
                "e",
                rollout("e", "####" + huge).build());
        scorer.writeBytes(scorer.topics.rewrites(), "bad", new byte[] {7}, headers);
        scorer.write(rollout(huge, RIGHT)
                .setQuestion(question().setSource(huge).build())
                .build());

        assertThat(scorer.written())
                .contains("test.evaluation-verdicts", "test.dead-letters", "test.rejected-rollouts");
        for (String topic : scorer.written()) {
            assertThat(scorer.raw(topic)).allSatisfy(record -> {
                assertThat(record.headers()).isEmpty();
                assertThat(record.key().length + (record.value() == null ? 0 : record.value().length))
                        .isLessThan(20_000);
            });
        }
    }
}
