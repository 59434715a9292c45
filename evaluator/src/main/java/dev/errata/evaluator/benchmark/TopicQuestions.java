package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.questions.UnreadableQuestionException;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** The questions of a topic, read to its end once, in the order in which they were sent. */
final class TopicQuestions {

    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final BenchmarkPlan plan;
    private final String topic;
    private final QuestionDefaults json;
    private final Deserializer<Question> avro;

    private TopicQuestions(BenchmarkPlan plan, String topic, QuestionDefaults json, Deserializer<Question> avro) {
        this.plan = plan;
        this.topic = topic;
        this.json = json;
        this.avro = avro;
    }

    /**
     * Reads the topic of a plan.
     *
     * @param goOn called between polls; may throw
     * @throws UnusableBenchmarkException if there is no such topic, a record is no question, or the end of the topic is
     *     not reached within 60 s without a record
     */
    static List<Question> read(BenchmarkPlan plan, EventLog log, Runnable goOn) {
        String name = plan.topic().orElseThrow();
        Topics topics = log.topics();
        String topic = name.contains(".") ? name : topics.questions(name).name();
        try (Consumer<String, byte[]> consumer = log.consumer(Map.of());
                Deserializer<Question> avro = log.serde(topics.questions("any")).deserializer()) {
            return new TopicQuestions(plan, topic, json(plan, log, topic), avro).read(consumer, goOn);
        }
    }

    /** How plain JSON of a source of this run is read: as the settings of the source say. */
    private static QuestionDefaults json(BenchmarkPlan plan, EventLog log, String topic) {
        QuestionDefaults usual = QuestionDefaults.of(plan.name());
        if (!log.topics().questionTopics().matcher(topic).matches()) {
            return usual;
        }
        String source = log.topics().sourceOf(topic);
        try (LatestRecords<SourceSettings> settings =
                LatestRecords.of(log, log.topics().sources())) {
            return settings.poll(DEADLINE).stream()
                    .filter(one -> one.getSource().equals(source))
                    .reduce((earlier, newest) -> newest)
                    .map(newest -> usual.withTask(newest.getTask()).withFields(newest.getFields()))
                    .orElse(usual);
        }
    }

    private List<Question> read(Consumer<String, byte[]> consumer, Runnable goOn) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, DEADLINE).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnusableBenchmarkException("There is no topic " + topic + " for the benchmark '" + plan.name()
                    + "': give the name of a source of this run, or of a topic.");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        long giveUp = System.nanoTime() + DEADLINE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            goOn.run();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(ONE_POLL)) {
                if (record.value() != null
                        && record.offset()
                                < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    records.add(record);
                    giveUp = System.nanoTime() + DEADLINE.toNanos();
                }
            }
            if (System.nanoTime() > giveUp) {
                throw new UnusableBenchmarkException(
                        "The end of " + topic + " was not reached within 60 s: is the broker overloaded?");
            }
        }
        return records.stream()
                .sorted(Comparator.<ConsumerRecord<String, byte[]>>comparingLong(ConsumerRecord::timestamp)
                        .thenComparing(ConsumerRecord::partition)
                        .thenComparing(ConsumerRecord::offset))
                .map(this::question)
                .toList();
    }

    private Question question(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        try {
            Question question = QuestionJson.looksLikeJson(value)
                    ? QuestionJson.read(value, json.withId(record.key()))
                    : avro.deserialize(topic, value);
            question.setSource(plan.name());
            if (!question.getText().isBlank() && !question.getGold().isBlank()) {
                return question;
            }
            throw notAQuestion(record, "It has no text or no gold answer.");
        } catch (SerializationException | UnreadableQuestionException notOurs) {
            throw notAQuestion(record, String.valueOf(notOurs.getMessage()));
        }
    }

    private static UnusableBenchmarkException notAQuestion(ConsumerRecord<String, byte[]> record, String why) {
        return new UnusableBenchmarkException("Offset " + record.offset() + " of " + record.topic() + "-"
                + record.partition() + " is not a question to measure: " + why);
    }
}
