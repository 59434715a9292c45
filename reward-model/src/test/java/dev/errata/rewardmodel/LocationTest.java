package dev.errata.rewardmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewardmodel.Location.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {

    @ParameterizedTest
    @CsvSource({
        "1, LOCATED, 1",
        "3, LOCATED, 3",
        "12, LOCATED, 12",
        "' 2\n', LOCATED, 2",
        "0, NONE, 0",
        "13, OUT_OF_RANGE, 0",
        "999999, OUT_OF_RANGE, 0",
        "'', UNREADABLE, 0",
        "incorrect, UNREADABLE, 0",
        "1?, UNREADABLE, 0",
        "1 2, UNREADABLE, 0",
        "-1, UNREADABLE, 0",
        "01, UNREADABLE, 0",
        "99999999999, UNREADABLE, 0",
    })
    void onlyAReplyOfOneNumberIsRead(String reply, Outcome outcome, int step) {
        assertThat(Location.read(reply, true, 12)).isEqualTo(new Location(outcome, step));
    }

    /** A reply of 12 that was cut off after its first digit would name another step. */
    @Test
    void aTruncatedNumberIsUnreadable() {
        assertThat(Location.read("1", false, 12).outcome()).isEqualTo(Outcome.UNREADABLE);
    }
}
