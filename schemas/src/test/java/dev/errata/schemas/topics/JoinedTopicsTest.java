package dev.errata.schemas.topics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class JoinedTopicsTest {

    @Test
    void anyEqualNumberOfPartitionsIsAccepted() {
        assertThatCode(() -> JoinedTopics.refuseUnequal(Map.of("rollouts", 12, "rewrites", 12, "token-rewards", 12)))
                .doesNotThrowAnyException();
    }

    @Test
    void topicsWithDifferentPartitionsAreNamedWithTheRemedy() {
        assertThatThrownBy(() -> JoinedTopics.refuseUnequal(Map.of("rollouts", 1, "rewrites", 4, "token-rewards", 4)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("rewrites has 4, rollouts has 1, token-rewards has 4: delete those that differ");
    }
}
