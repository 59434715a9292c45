package dev.errata.actors.passes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {

    private static final LogRange RANGE = new LogRange(0, 10_000);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 9223372036854775807,    ,    17, 1 pass=0 from=0 to=open",
        "2, 0,                7473,  42, 1000, 1 pass=2 from=0 to=7473 seed=42",
        "5, 8,                9000, -3,     0, 1 pass=5 from=8 to=9000 seed=-3",
    })
    void aPositionIsReadBackFromItsText(long pass, long from, long to, Long seed, long done, String text) {
        Position position = new Position(pass, from, to, seed, done);

        assertThat(position.committed()).isEqualTo(new OffsetAndMetadata(from + done, text));
        assertThat(Position.of(position.committed(), RANGE)).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "something else",
        "2 pass=1 from=0 to=9",
        "1 pass=1 from=0",
        "1 pass=1 from=0 to=99 seed=9999999999999999999",
        "1 pass=1 from=18 to=99 seed=1",
        "1 pass=1 from=0 to=16",
        "1 pass=0 from=0 to=open seed=5"
    })
    void anOffsetWithoutAKnownTextContinuesTheFirstPass(String text) {
        assertThat(Position.of(new OffsetAndMetadata(17, text), RANGE))
                .isEqualTo(new Position(0, 0, Position.OPEN, null, 17));
    }

    @Test
    void aPartitionWithoutACommittedOffsetStartsWhereTheLogStarts() {
        assertThat(Position.of(null, new LogRange(5, 9))).isEqualTo(Position.start(5));
    }

    @Test
    void anOffsetPastTheEndBelongsToADeletedTopic() {
        assertThat(Position.of(new OffsetAndMetadata(17, "1 pass=3 from=0 to=20"), new LogRange(0, 9)))
                .isEqualTo(Position.start(0));
    }

    @Test
    void aPassThatEndsPastTheEndBelongsToADeletedTopic() {
        assertThat(Position.of(new OffsetAndMetadata(7, "1 pass=3 from=0 to=20"), new LogRange(0, 9)))
                .isEqualTo(Position.start(0));
    }

    @Test
    void recordsThatJoinedALaterPassAreReadBack() {
        Position position = new Position(4, 0, 20, 7L, 3, 15);

        assertThat(position.committed().metadata()).isEqualTo("1 pass=4 from=0 to=20 seed=7 seen=15");
        assertThat(Position.of(position.committed())).isEqualTo(position);
    }

    @Test
    void aPassKeepsItsRangeWhenTheHeadOfTheLogIsDeleted() {
        assertThat(Position.of(new OffsetAndMetadata(5, "1 pass=3 from=0 to=20"), new LogRange(10, 90)))
                .isEqualTo(new Position(3, 0, 20, null, 5));
    }
}
