package dev.errata.actors.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassPlanTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    @ParameterizedTest(name = "pass {0} of [{1}, {2}) seed {3}, passes {4} seed {5}, end {6} -> pass {7} of [{8}, {9})")
    @CsvSource({
        // The next pass goes over the same range, whatever has come since.
        "0, 0, 20, , 3, , 25,  1, 0, 20",
        "1, 0, 20, , 3, , 25,  2, 0, 20",
        // After the last pass the partition rests, or later records begin a stretch.
        "2, 0, 20, , 3, , 20,  2, 0, 20",
        "2, 0, 20, , 3, , 25,  0, 20, -1",
        "2, 0, 20, 7, 3, 7, 25,  0, 20, 25",
        // More passes continue the same stretch.
        "2, 0, 20, , 5, , 20,  3, 0, 20",
        // Fewer passes end it.
        "2, 0, 20, , 1, , 20,  2, 0, 20",
        // For ever, each pass takes in what came during the one before.
        "8, 0, 20, , 0, , 25,  9, 0, 25",
        "8, 0, 20, , 0, , 20,  9, 0, 20",
        // A single pass in the order of the log just continues.
        "0, 0, 20, , 1, , 20,  0, 0, 20",
        "0, 0, 20, , 1, , 25,  0, 0, -1",
        // A single shuffled pass does not know what comes later.
        "0, 0, 20, 7, 1, 7, 25,  0, 20, 25",
    })
    void anEndedPassIsFollowedByTheNext(
            long pass,
            long from,
            long to,
            Long seed,
            long passes,
            Long wanted,
            long end,
            long next,
            long nextFrom,
            long nextTo) {
        Position ended = new Position(pass, from, to, seed, to - from);

        Position after = new PassPlan(passes, wanted, NO_LIMIT).after(ended, new LogRange(0, end));

        assertThat(after.pass()).isEqualTo(next);
        assertThat(after.from()).isEqualTo(nextFrom);
        assertThat(after.to()).isEqualTo(nextTo < 0 ? Position.OPEN : nextTo);
    }

    @Test
    void aPassBeginsWhereTheLogBegins() {
        Position ended = new Position(0, 0, 20, null, 20);

        assertThat(new PassPlan(2, null, NO_LIMIT).after(ended, new LogRange(12, 20)))
                .isEqualTo(new Position(1, 12, 20, null, 0));
        assertThat(new PassPlan(0, null, NO_LIMIT).after(ended, new LogRange(20, 20)))
                .isEqualTo(ended);
    }

    @Test
    void aLimitEndsAPass() {
        Position ended = new Position(0, 0, 10, null, 10);

        assertThat(new PassPlan(0, null, 15).after(ended, new LogRange(0, 100)).to())
                .isEqualTo(15);
        assertThat(new PassPlan(1, null, 10).after(ended, new LogRange(0, 100))).isEqualTo(ended);
    }

    @ParameterizedTest
    @CsvSource({"100, 25 25 25 25", "7, 2 2 2 1", "2, 1 1 0 0"})
    void aLimitIsDividedAmongThePartitions(long limit, String shares) {
        SourceSettings settings = Sources.defaults("a");
        settings.setLimit(limit);

        assertThat(IntStream.range(0, 4)
                        .mapToObj(partition -> PassPlan.of(settings, new TopicPartition("questions.a", partition), 4))
                        .map(plan -> String.valueOf(plan.limit())))
                .containsExactly(shares.split(" "));
    }
}
