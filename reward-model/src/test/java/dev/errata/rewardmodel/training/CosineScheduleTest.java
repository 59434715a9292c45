package dev.errata.rewardmodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {

    @Test
    void theRateWarmsUpToThePeakAndFallsToTheFloor() {
        CosineSchedule schedule = CosineSchedule.of(1.0, 1_000);
        assertThat(schedule.at(0)).isLessThan(0.04);
        assertThat(schedule.at(30)).isCloseTo(1.0, within(0.01));
        assertThat(schedule.at(500)).isCloseTo(0.525, within(0.01));
        assertThat(schedule.at(999)).isCloseTo(0.05, within(0.001));
    }

    @Test
    void theRateNeverRisesAfterTheWarmUp() {
        CosineSchedule schedule = CosineSchedule.of(2e-3, 500);
        for (int step = 16; step < 500; step++) {
            assertThat(schedule.at(step)).isLessThanOrEqualTo(schedule.at(step - 1));
        }
    }

    @Test
    void aVeryShortScheduleHasARateAboveZero() {
        assertThat(CosineSchedule.of(1.0, 1).at(0)).isPositive();
    }
}
