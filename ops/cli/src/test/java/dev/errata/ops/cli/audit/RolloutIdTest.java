package dev.errata.ops.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.topics.RolloutIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a rollout's id. */
class RolloutIdTest {

    @ParameterizedTest
    @CsvSource({"questions.a,0,0,0,0", "run.questions.a-b_c,3,12,1,63", "questions.a,12,123456789012,99,7"})
    void anIdThatActorsWriteIsReadBack(String topic, int partition, long offset, long pass, int sample) {
        String id = RolloutIds.of(topic + "/" + partition + "/" + offset, pass, sample);
        assertThat(RolloutId.parse(id)).contains(new RolloutId(topic, partition, offset, pass, sample));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "questions.a/0/1",
                "questions.a/0/1#",
                "questions.a/0#1",
                "questions.a/0/1@#1",
                "questions.a/0/1@x#1",
                "questions.a/0/-1#1",
                "/0/1#1",
                "questions.a/0/1234567890123456789#0"
            })
    void anotherTextIsNoId(String text) {
        assertThat(RolloutId.parse(text)).isEmpty();
    }

    @Test
    void theFirstPassIsLeftOutOfAnId() {
        assertThat(RolloutId.parse("questions.a/0/1@0#1")).isEmpty();
    }
}
