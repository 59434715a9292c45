package dev.errata.ops.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.ops.cli.demo.UpdateMark;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two updates for each version, except the last, which is published with one when training ends. */
class TimelineTest {

    private static final Timeline TIMELINE = new Timeline(
            Instant.ofEpochMilli(60_000),
            List.of(
                    new UpdateMark(1, 0, 100, 59_900),
                    new UpdateMark(2, 0, 200, 63_000),
                    new UpdateMark(3, 1, 30, 70_000),
                    new UpdateMark(4, 1, 40, 75_000),
                    new UpdateMark(5, 2, 5, 90_000)));

    @Test
    void theStartPolicyHasNoTimeAndNoTokens() {
        assertThat(TIMELINE.minutes(0)).isZero();
        assertThat(TIMELINE.trainedTokens(0)).isZero();
    }

    /** By hand: version 1 is made of updates 1 and 2, the latter 3 s after the beginning, with 300 tokens. */
    @Test
    void aVersionHasTheUpdatesBeforeItsPublication() {
        assertThat(TIMELINE.minutes(1)).isCloseTo(0.05, within(1e-12));
        assertThat(TIMELINE.trainedTokens(1)).isEqualTo(300);
        assertThat(TIMELINE.minutes(2)).isCloseTo(0.25, within(1e-12));
        assertThat(TIMELINE.trainedTokens(2)).isEqualTo(370);
    }

    @Test
    void theLastVersionHasEveryUpdate() {
        assertThat(TIMELINE.minutes(3)).isCloseTo(0.5, within(1e-12));
        assertThat(TIMELINE.trainedTokens(3)).isEqualTo(375);
    }

    /** The first update ends shortly before it is seen, which is the start of the time axis. */
    @Test
    void timeIsNeverNegative() {
        Timeline one =
                new Timeline(Instant.ofEpochMilli(60_000), TIMELINE.updates().subList(0, 1));
        assertThat(one.minutes(1)).isZero();
        assertThat(one.trainedTokens(1)).isEqualTo(100);
    }

    @Test
    void measuredVersionsAreSpreadEvenly() {
        assertThat(Timeline.spread(6, 3)).isEqualTo(List.of(0L, 3L, 6L));
        assertThat(Timeline.spread(1, 9)).isEqualTo(List.of(0L, 1L));
        assertThat(Timeline.spread(0, 9)).isEqualTo(List.of(0L));
    }
}
