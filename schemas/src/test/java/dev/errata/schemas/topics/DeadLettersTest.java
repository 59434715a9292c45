package dev.errata.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.topics.DeadLetters.Place;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final DeadLetters letters =
            new DeadLetters("learner", Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC));

    @Test
    void aDeadLetterHasThePositionAndTheStartOfItsRecord() {
        byte[] payload = new byte[5000];
        payload[4095] = 9;
        DeadLetter letter =
                letters.of(new Place("rollouts", 3, 14L), payload, DeadLetterReason.TOO_LARGE, "Shorten it.");

        assertThat(DeadLetters.key(letter)).isEqualTo("rollouts/3/14");
        assertThat(letter.getPayload().remaining()).isEqualTo(4096);
        assertThat(letter.getPayload().get(4095)).isEqualTo((byte) 9);
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TOO_LARGE);
        assertThat(letter.getDetail()).isEqualTo("Shorten it.");
        assertThat(letter.getStage()).isEqualTo("learner");
        assertThat(letter.getSetAsideAt()).isEqualTo(77);
    }

    @Test
    void aRecordWithoutAValueHasADeadLetter() {
        DeadLetter letter = letters.of(new Place("rollouts", 0, 0L), null, DeadLetterReason.EMPTY, "Send something.");

        assertThat(letter.getPayload().remaining()).isZero();
    }

    @Test
    void theSameBytesHaveTheSameReasonEverywhere() {
        assertThat(DeadLetters.unreadable(null)).isEqualTo(DeadLetterReason.EMPTY);
        assertThat(DeadLetters.unreadable(new byte[0])).isEqualTo(DeadLetterReason.EMPTY);
        assertThat(DeadLetters.unreadable(new byte[] {0, 0, 0, 0, 7})).isEqualTo(DeadLetterReason.WRONG_SCHEMA);
        assertThat(DeadLetters.unreadable(new byte[] {0, 0, 0, 7})).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(DeadLetters.unreadable(new byte[] {1, 0, 0, 0, 7})).isEqualTo(DeadLetterReason.MALFORMED);
    }
}
