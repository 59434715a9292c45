package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the actors' question topic filled: asks the training questions repeatedly, each pass in its own order.
 *
 * <p>The number of records in the topic is the position of the feed (pass = asked / size), so it continues after a
 * restart without state of its own. Nothing depends on the clock.
 */
public final class QuestionFeed implements AutoCloseable {

    private static final int AHEAD = 2_000;
    private static final int CHUNK = 500;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final EventLog log;
    private final Topic<Question> topic;
    private final List<Question> questions;
    private final long seed;
    private final Thread thread = new Thread(this::run, "question-feed");
    private volatile boolean stopping;
    private volatile @Nullable String failure;

    private QuestionFeed(EventLog log, Topic<Question> topic, List<Question> questions, long seed) {
        this.log = log;
        this.topic = topic;
        this.questions = questions;
        this.seed = seed;
    }

    /** A feed of the questions in a JSONL file to the topic of their source, in an order drawn from the seed. */
    static QuestionFeed of(EventLog log, String source, Path file, long seed) {
        List<Question> questions = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                questions.add(QuestionJson.read(line, source));
            }
        } catch (IOException cause) {
            throw new CommandFailed("Cannot read the questions in " + file + ": " + cause.getMessage() + ".", cause);
        }
        return new QuestionFeed(log, log.topics().questions(source), questions, seed);
    }

    /** Starts feeding on its own thread. */
    public QuestionFeed start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /**
     * Throws if feeding has failed.
     *
     * @throws CommandFailed with the reason
     */
    public void check() {
        String reason = failure;
        if (reason != null) {
            throw new CommandFailed("No more questions can be published: " + reason + ".");
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(5_000);
    }

    /** Questions {@code from} to {@code from + count - 1} of the endless sequence that the feed asks. */
    static List<Question> next(List<Question> questions, long seed, long from, int count) {
        List<Question> next = new ArrayList<>(count);
        long pass = -1;
        List<Integer> order = List.of();
        for (long i = from; i < from + count; i++) {
            if (i / questions.size() != pass) {
                pass = i / questions.size();
                order = order(questions.size(), seed, pass);
            }
            Question question = questions.get(order.get((int) (i % questions.size())));
            next.add(Question.newBuilder(question).setAsk(pass).build());
        }
        return next;
    }

    /** Depends on seed and pass only, so that a restarted feed asks the same questions. */
    private static List<Integer> order(int size, long seed, long pass) {
        List<Integer> order = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random((pass + (seed << 32)) * 0x9E3779B97F4A7C15L + 1));
        return order;
    }

    private void run() {
        try (Admin admin = log.admin();
                Producer<String, byte[]> producer = log.producer(Map.of());
                Serializer<Question> values = log.serde(topic).serializer()) {
            while (!stopping) {
                Map<TopicPartition, Long> ends = ends(admin);
                long total = ends.values().stream().mapToLong(Long::longValue).sum();
                if (total - taken(admin, ends) < AHEAD) {
                    publish(producer, values, total);
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException reason) {
            if (!stopping) {
                failure = String.valueOf(reason.getMessage());
            }
        }
    }

    private void publish(Producer<String, byte[]> producer, Serializer<Question> values, long from)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(CHUNK);
        for (Question next : next(questions, seed, from, CHUNK)) {
            byte[] value = values.serialize(topic.name(), next);
            sent.add(producer.send(new ProducerRecord<>(topic.name(), next.getId(), value)));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            wanted.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted)
                .all()
                .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private long taken(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        var committed = admin.listConsumerGroupOffsets(log.topics().group("actors"))
                .partitionsToOffsetAndMetadata()
                .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        return ends.keySet().stream()
                .mapToLong(partition -> {
                    var offset = committed.get(partition);
                    return offset == null ? 0 : offset.offset();
                })
                .sum();
    }
}
