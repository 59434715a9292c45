package dev.errata.ops.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errata.ops.bench.BenchNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of made-up readings. */
class SoakResultTest {

    private static final SoakPlan PLAN = new SoakPlan(3000, 3000, 300, Duration.ofHours(1));

    @Test
    void memoryIsComparedWithTheFirstReadingAfterBothWarmUps() {
        SoakResult result =
                of(at(100, 90, 500), at(400, 299, 600), at(410, 300, 1000), at(1500, 1500, 1049), end(1020));
        assertThat(result.baseline()).contains(at(410, 300, 1000));
        assertThat(result.highest()).contains(at(1500, 1500, 1049));
        assertThat(result.growth()).isCloseTo(0.049, within(1e-12));
        assertThat(result.isFlat()).isTrue();
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void aSinglePeakAboveTheToleranceIsNotFlat() {
        assertThat(of(at(300, 300, 1000), at(1000, 1000, 1051), end(1000)).isFlat())
                .isFalse();
    }

    @Test
    void growthInsideTheHeapIsNotFlat() {
        assertThat(of(at(300, 300, 1000), new MemoryReading(1, 900, 900, 1000, 256, 106, 4, 30), end(1000))
                        .isFlat())
                .isFalse();
    }

    @Test
    void unknownMemoryIsNotFlat() {
        assertThat(of(at(100, 100, 1000)).isFlat()).isFalse();
        assertThat(of(at(300, 300, Double.NaN), end(Double.NaN)).isFlat()).isFalse();
    }

    @Test
    void theTableHasRowsForTheBaselineEach500TurnsAndTheEnd() {
        SoakResult result = of(
                at(299, 299, 1),
                at(300, 310, 2),
                at(499, 510, 3),
                at(502, 505, 4),
                at(505, 505, 5),
                at(1700, 1710, 6),
                at(1990, 1990, 7));
        assertThat(result.milestones()).extracting(MemoryReading::resident).containsExactly(2., 4., 6., 7.);
        assertThat(result.isComplete()).isFalse();
        assertThat(of(end(1), end(2)).milestones()).containsExactly(end(1));
    }

    @Test
    void theTableEndsWithTheVerdict() {
        assertThat(report(at(300, 305, 1000), at(900, 901, 1012.5), end(1010)).lines())
                .contains("     300      305       0.0       1000.0          256.0     100.0         4.0     30.0")
                .last()
                .isEqualTo("at most 1012.5 MB after the first 300 (at step 900), +1.2 %, in use in the Java heap "
                        + "+0.0 %: flat within 5 %");
        assertThat(report(at(300, 300, 1000), at(301, 302, 1100)))
                .endsWith(
                        "+10.0 %, in use in the Java heap +0.0 %: not flat within 5 %, but ended before all was done");
        assertThat(report(at(30, 30, 1000)))
                .endsWith("ended before the first 300 steps and samples: memory cannot be compared");
    }

    @Test
    void jsonIsOneLineWithNullForUnknownValues() throws Exception {
        SoakReport report = new SoakReport(BenchNetwork.named("A"), 2, of(at(300, 300, 1000), end(1010)));
        assertThat(report.json()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("flat").asBoolean()).isTrue();
        assertThat(json.path("growth").asDouble()).isEqualTo(0.01);
        assertThat(json.path("baseline_rss_mb").asDouble()).isEqualTo(1000);
        assertThat(json.path("max_rss_mb").asDouble()).isEqualTo(1010);
        assertThat(json.path("end_rss_mb").asDouble()).isEqualTo(1010);
        assertThat(json.path("readings")).hasSize(2);
        SoakReport nothing = new SoakReport(BenchNetwork.named("A"), 2, of(at(1, 1, Double.NaN)));
        assertThat(new ObjectMapper().readTree(nothing.json()).path("growth").isNull())
                .isTrue();
    }

    @Test
    void aPlanNotLongerThanItsWarmUpIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SoakPlan(300, 3000, 300, Duration.ofHours(1)))
                .withMessage("--steps is 300: give at least 301, since the first 300 are the warm-up.");
        assertThatIllegalArgumentException().isThrownBy(() -> new SoakPlan(3000, 3000, 0, Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SoakPlan(3000, 3000, 300, Duration.ZERO));
    }

    private static String report(MemoryReading... readings) {
        return new SoakReport(BenchNetwork.named("A"), 2, of(readings)).table();
    }

    private static SoakResult of(MemoryReading... readings) {
        return new SoakResult(PLAN, List.of(readings));
    }

    private static MemoryReading end(double resident) {
        return at(3000, 3000, resident);
    }

    private static MemoryReading at(int steps, int samples, double resident) {
        return new MemoryReading(1, steps, samples, resident, 256, 100, 4, 30);
    }
}
