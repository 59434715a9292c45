package dev.errata.ops.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.OffsetRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No record is trained on twice, and none is skipped. */
class ManifestsTest {

    private static final String TOPIC = "scored-rollouts";
    private final Manifests manifests = new Manifests();

    @Test
    void consecutiveRangesAreCleanEvenWithTransactionMarkersBetween() {
        scored(0, 1, 2, 4, 5);
        manifests.step(step(1, 3, 0, range(0, 3)));
        manifests.step(step(2, 2, 1, range(4, 6)));
        assertThat(manifests.violations()).isEmpty();
        assertThat(manifests.updates()).isEqualTo(2);
        assertThat(manifests.trained()).isEqualTo(5);
        assertThat(manifests.stalenessMax()).isEqualTo(1);
    }

    @Test
    void aRecordLeftOutBetweenTwoBatchesIsAViolation() {
        scored(0, 1, 2, 3);
        manifests.step(step(1, 2, 0, range(0, 2)));
        manifests.step(step(2, 1, 0, range(3, 4)));
        assertThat(manifests.violations()).containsExactly("1 scored rollouts were skipped between two batches.");
    }

    @Test
    void aRecordTrainedOnTwiceIsAViolation() {
        scored(0, 1, 2);
        manifests.step(step(1, 2, 0, range(0, 2)));
        manifests.step(step(2, 2, 0, range(1, 3)));
        assertThat(manifests.violations()).containsExactly("1 scored rollouts are in two batches.");
    }

    @Test
    void aStepRepeatedAfterACrashIsCountedOnce() {
        scored(0, 1);
        manifests.step(step(1, 2, 0, range(0, 2)));
        manifests.step(step(1, 2, 0, range(0, 2)));
        assertThat(manifests.violations()).isEmpty();
    }

    @Test
    void aMissingUpdateIsAViolation() {
        manifests.step(step(1, 0, 0));
        manifests.step(step(3, 0, 0));
        assertThat(manifests.violations()).containsExactly("Update 3 follows update 1.");
    }

    @Test
    void anUpdateThatTrainedOnMoreThanItReadIsAViolation() {
        scored(0);
        manifests.step(step(1, 2, 0, range(0, 1)));
        assertThat(manifests.violations()).containsExactly("1 updates claim more rollouts than their batch holds.");
    }

    private void scored(long... offsets) {
        for (long offset : offsets) {
            manifests.scored(TOPIC, 0, offset);
        }
    }

    private static OffsetRange range(long from, long to) {
        return new OffsetRange(TOPIC, 0, from, to);
    }

    private static LearnerStep step(long update, int rollouts, long staleness, OffsetRange... batch) {
        return new LearnerStep(update, 0L, List.of(batch), rollouts, 0, staleness, 0.0, Map.of(), 0L);
    }
}
