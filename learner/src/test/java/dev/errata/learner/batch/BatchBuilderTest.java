package dev.errata.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.learner.fakes.FakePolicies;
import dev.errata.learner.fakes.Scored;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.TestSettings;
import dev.errata.schemas.OffsetRange;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.ScoredRollout;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchBuilderTest {

    private static final List<ScoredRollout> WITHOUT_CONTRAST = Scored.group("q/0/1", 0, true, true, true, true);
    private static final List<ScoredRollout> WITH_CONTRAST = Scored.group("q/0/2", 0, true, false, true);

    private final BatchBuilder batch = new BatchBuilder(
            new BatchPlan("scored-rollouts", 4, Objectives.named("grpo", TestSettings.DEFAULTS), new FakePolicies()),
            Map.of(0, 0L));

    @Test
    void aFullBatchWithoutAnyGradientIsSkipped() {
        add(WITHOUT_CONTRAST);
        assertThat(batch.missing()).isEqualTo(4);
        assertThat(batch.isCrowdedOut()).isTrue();
        add(WITH_CONTRAST);
        assertThat(batch.missing()).isEqualTo(1);
        add(List.of(Scored.group("q/0/3", 0, true).get(0)));
        assertThat(batch.missing()).isZero();

        Batch built = batch.build(Map.of(0, 8L));
        assertThat(built.admitted().rollouts()).hasSize(4);
        assertThat(built.sequences().sequences()).hasSize(3);
        assertThat(built.manifest()).containsExactly(new OffsetRange("scored-rollouts", 0, 0L, 8L));
    }

    @Test
    void takingTheBatchEmptiesItAndKeepsTheStartOfItsRanges() {
        RejectedRollout rejected = new RejectedRollout();
        batch.add(new Admitted(WITH_CONTRAST.subList(0, 2), Collections.nCopies(3, rejected), List.of()));
        assertThat(batch.isOverflowing()).isFalse();
        batch.add(new Admitted(List.of(), List.of(rejected), List.of()));
        assertThat(batch.isOverflowing()).isTrue();

        Admitted before = batch.handOver();
        assertThat(before.rejected()).hasSize(4);
        assertThat(batch.isOverflowing()).isFalse();
        assertThat(batch.missing()).isEqualTo(4);
        add(before.rollouts());
        assertThat(batch.missing()).isEqualTo(2);
        assertThat(batch.build(Map.of(0, 9L)).manifest())
                .containsExactly(new OffsetRange("scored-rollouts", 0, 0L, 9L));
    }

    @Test
    void aWholeGroupMayExceedTheRequestedCount() {
        add(WITH_CONTRAST);
        add(WITH_CONTRAST);
        assertThat(batch.missing()).isZero();
        assertThat(batch.isCrowdedOut()).isFalse();
        assertThat(batch.build(Map.of(0, 6L)).admitted().rollouts()).hasSize(6);
    }

    private void add(List<ScoredRollout> rollouts) {
        batch.add(new Admitted(rollouts, List.of(), List.of()));
    }
}
