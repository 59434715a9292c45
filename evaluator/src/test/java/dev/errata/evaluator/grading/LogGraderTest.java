package dev.errata.evaluator.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.evaluator.grading.LogGrader.AnswerWriter;
import dev.errata.evaluator.grading.LogGrader.VerdictReader;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogGraderTest {

    private static final String TOPIC = "evaluation-verdicts";
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Duration> closedWithin = new ArrayList<>();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration deadline) {
                    closedWithin.add(deadline);
                }
            };
    private final LogGrader grader = new LogGrader(
            new AnswerWriter(new Topics("").evaluationRollouts(), producer, (topic, rollout) -> new byte[] {1}),
            new VerdictReader(new Topics("").evaluationVerdicts(), consumer, (topic, bytes) -> verdict(bytes)),
            Duration.ofMillis(300));

    @BeforeEach
    void oneVerdictOfEarlierAnswers() {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, 0), 1L));
    }

    @Test
    void answersGoOutUnderTheirIdAndVerdictsComeBackInAnyOrder() {
        consumer.schedulePollTask(() -> {
            say(1, "b true");
            say(2, "junk");
            say(3, "other true");
        });
        consumer.schedulePollTask(() -> say(4, "a false"));

        Map<String, Verdict> verdicts = grader.grade(List.of(rollout("a"), rollout("b")));

        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("a", "b");
        assertThat(verdicts).containsOnlyKeys("a", "b");
        assertThat(verdicts.get("a")).extracting(Verdict::getCorrect).isEqualTo(false);
        assertThat(verdicts.get("b")).extracting(Verdict::getCorrect).isEqualTo(true);
    }

    @Test
    void missingVerdictsEndTheWaitWithOneSentence() {
        consumer.schedulePollTask(() -> say(1, "a true"));

        assertThatThrownBy(() -> grader.grade(List.of(rollout("a"), rollout("b"))))
                .isInstanceOf(VerdictsMissingException.class)
                .hasMessageContaining("1 of 2 verdicts");
    }

    @Test
    void closingDoesNotWaitForAnUnreachableBroker() {
        grader.close();

        assertThat(closedWithin).containsExactly(Duration.ofSeconds(5));
    }

    private void say(long offset, String verdict) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "key", verdict.getBytes(StandardCharsets.UTF_8)));
    }

    private static Verdict verdict(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", -1);
        if (parts.length != 2) {
            throw new SerializationException("junk");
        }
        return Verdict.newBuilder()
                .setRolloutId(parts[0])
                .setCorrect(Boolean.parseBoolean(parts[1]))
                .setExtractedAnswer("2")
                .setJudgedAt(0L)
                .build();
    }

    private static Rollout rollout(String id) {
        Rollout rollout = new Rollout();
        rollout.setRolloutId(id);
        return rollout;
    }
}
