package dev.errata.learner.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.Scored;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    @Test
    void stalenessIsCountedFromTheOldestToken() {
        Rollout rollout = Scored.correct("r", 7).getRollout();
        rollout.setVersionSpans(List.of(new VersionSpan(0, 7L), new VersionSpan(2, 5L), new VersionSpan(3, 9L)));
        assertThat(Freshness.staleness(rollout, 9)).isEqualTo(4);
    }

    @Test
    void aRolloutAtTheBoundIsAdmittedAndOneBeyondItIsNot() {
        Freshness freshness = new Freshness(4);
        assertThat(freshness.admits(4)).isTrue();
        assertThat(freshness.admits(5)).isFalse();
    }

    @Test
    void aNegativeBoundIsRefusedByName() {
        assertThatThrownBy(() -> new Freshness(-1)).hasMessageContaining("learner.max-staleness");
    }
}
