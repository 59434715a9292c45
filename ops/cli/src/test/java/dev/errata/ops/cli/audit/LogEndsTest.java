package dev.errata.ops.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.OffsetRange;
import dev.errata.schemas.topics.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit of a loop that continues while the ends are requested. */
class LogEndsTest {

    private static final String QUESTIONS = "questions.arithmetic";
    private static final Topics TOPICS = new Topics("");

    /**
     * Question i is answered, scored, found too stale and trained on, each at record i; every look finds more of all.
     */
    private static final class RunningLoop implements LogEnds.Growing {

        private long records = 3;

        @Override
        public Set<String> topics() {
            return Set.of(QUESTIONS, "questions.Misnamed", "rollouts");
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<String> topics) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            topics.forEach(topic -> ends.put(new TopicPartition(topic, 0), records));
            records += 5;
            return ends;
        }

        @Override
        public Map<TopicPartition, Long> settledEnds(Collection<String> topics) {
            return ends(topics);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
            assertThat(group).isEqualTo(TOPICS.group("actors"));
            Map<TopicPartition, OffsetAndMetadata> committed = Map.of(
                    new TopicPartition(QUESTIONS, 0),
                    new OffsetAndMetadata(records),
                    new TopicPartition("policy-updates", 0),
                    new OffsetAndMetadata(1));
            records += 5;
            return committed;
        }
    }

    private final LogEnds ends = LogEnds.of(new RunningLoop(), TOPICS);
    private final Ledger ledger = new Ledger(TOPICS);
    private final Manifests manifests = new Manifests();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRecordThatAnotherRefersToLiesBelowTheEnds(boolean withAskedQuestions) {
        String scores = TOPICS.scoredRollouts().name();
        for (long i = 0; withAskedQuestions && i < only(ends.asked()); i++) {
            ledger.asked(asked(i));
        }
        for (long i = 0; i < only(ends.questions()); i++) {
            ledger.question(QUESTIONS, 0, i);
        }
        ends.committed().forEach((partition, at) -> ledger.committed(QUESTIONS, 0, at.offset(), withAskedQuestions));
        for (long i = 0; i < only(ends.rollouts()); i++) {
            ledger.rollout(id(i), 1, i < only(ends.settledRollouts()));
        }
        for (long i = 0; i < only(ends.verdicts().scored()); i++) {
            ledger.scored(id(i));
            manifests.scored(scores, 0, i);
        }
        for (long i = 0; i < only(ends.verdicts().rejected()); i++) {
            ledger.rejected(id(i), "TOO_STALE", "learner");
        }
        for (long i = 0; i < only(ends.verdicts().steps()); i++) {
            OffsetRange batch = new OffsetRange(scores, 0, i, i + 1);
            manifests.step(new LearnerStep(i + 1, 0L, List.of(batch), 1, 0, 0L, 0.0, Map.of(), 0L));
        }
        assertThat(manifests.updates()).isEqualTo(3);
        assertThat(manifests.violations()).isEmpty();
        assertThat(ledger.tally().violations()).isEmpty();
        assertThat(ledger.tally().asked()).isGreaterThan(3);
    }

    @Test
    void otherTopicsOfTheActorsGroupAreNotCountedAsQuestions() {
        assertThat(ends.committed()).containsOnlyKeys(new TopicPartition(QUESTIONS, 0));
        assertThat(ends.questions()).containsOnlyKeys(new TopicPartition(QUESTIONS, 0));
    }

    private static AskedQuestions asked(long offset) {
        return AskedQuestions.newBuilder()
                .setSource("arithmetic")
                .setTopic(QUESTIONS)
                .setPartition(0)
                .setPass(0)
                .setFromOffset(0)
                .setAsked(List.of(offset))
                .setActorId("actor-0")
                .setAskedAt(0)
                .build();
    }

    private static long only(Map<TopicPartition, Long> ends) {
        assertThat(ends).hasSize(1);
        return ends.values().iterator().next();
    }

    private static String id(long offset) {
        return QUESTIONS + "/0/" + offset + "#0";
    }
}
