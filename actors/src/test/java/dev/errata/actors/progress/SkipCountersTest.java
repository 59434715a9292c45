package dev.errata.actors.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkipCountersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SkipCounters counters = new SkipCounters(meters);

    @Test
    void skippedQuestionsAreCountedBySourceAndReason() {
        counters.published(asked("a", SkipReason.ALWAYS_RIGHT, SkipReason.NEVER_RIGHT, SkipReason.ALWAYS_RIGHT));
        counters.published(asked("b", SkipReason.ALWAYS_RIGHT));
        counters.published(asked("b"));

        assertThat(count("a", "ALWAYS_RIGHT")).isEqualTo(2);
        assertThat(count("a", "NEVER_RIGHT")).isEqualTo(1);
        assertThat(count("b", "ALWAYS_RIGHT")).isEqualTo(1);
    }

    private double count(String source, String reason) {
        return meters.get("errata.actor.questions.skipped")
                .tags("source", source, "reason", reason)
                .counter()
                .count();
    }

    private static AskedQuestions asked(String source, SkipReason... reasons) {
        return AskedQuestions.newBuilder()
                .setSource(source)
                .setTopic("questions." + source)
                .setPartition(0)
                .setPass(3)
                .setFromOffset(0)
                .setAsked(List.of())
                .setSkipped(List.of(reasons).stream()
                        .map(reason -> new SkippedQuestion(7L, reason))
                        .toList())
                .setActorId("actor-0")
                .setAskedAt(0)
                .build();
    }
}
