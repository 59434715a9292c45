package dev.errata.ops.cli.letters;

import static java.util.Objects.requireNonNull;

import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.ops.cli.commands.ErrataCommand;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.DeadLetters.Place;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A run with questions and dead letters on a real broker, and the command on it. */
final class LetterRun {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final EventLog log;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    LetterRun(EmbeddedCluster cluster, String name) {
        this.log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), name);
        TopicCreation.ensure(log, (short) 1, log.topics().all());
    }

    EventLog log() {
        return log;
    }

    /** Writes a question record and returns its place. */
    Place send(String source, @Nullable String key, byte @Nullable [] value) throws Exception {
        Topic<Question> topic = log.topics().questions(source);
        TopicCreation.ensure(log, (short) 1, List.of(topic));
        return write(topic.name(), key, value);
    }

    Place send(String source, String key, String value) throws Exception {
        return send(source, key, value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] avro(Question question) {
        Topic<Question> topic = log.topics().questions(question.getSource());
        return log.serde(topic).serializer().serialize(topic.name(), question);
    }

    /** Sets a record aside, as an actor does, at {@link #NOON}. */
    void setAside(Place place, byte @Nullable [] value, DeadLetterReason reason, String detail) throws Exception {
        setAside(NOON, place, value, reason, detail);
    }

    void setAside(Instant at, Place place, byte @Nullable [] value, DeadLetterReason reason, String detail)
            throws Exception {
        var letters = new DeadLetters("actor", Clock.fixed(at, ZoneOffset.UTC));
        publish(log.topics().deadLetters(), place.toString(), letters.of(place, value, reason, detail));
    }

    /** Sends a question and sets it aside. */
    Place dead(String source, String key, String value, DeadLetterReason reason, String detail) throws Exception {
        Place place = send(source, key, value);
        setAside(place, value.getBytes(StandardCharsets.UTF_8), reason, detail);
        return place;
    }

    private <V extends SpecificRecord> void publish(Topic<V> topic, String key, V value) throws Exception {
        write(topic.name(), key, log.serde(topic).serializer().serialize(topic.name(), value));
    }

    private Place write(String topic, @Nullable String key, byte @Nullable [] value)
            throws ExecutionException, InterruptedException {
        try (var producer = log.producer(Map.of())) {
            var sent = producer.send(new ProducerRecord<>(topic, key, value)).get();
            return new Place(topic, sent.partition(), sent.offset());
        }
    }

    /** The records of a source that were sent again. */
    List<ConsumerRecord<String, byte[]>> resent(String source) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var reader = new dev.errata.ops.cli.audit.LogReader(log)) {
            reader.read(reader.ends(List.of(log.topics().questions(source).name())), record -> {
                if (record.headers().lastHeader(ResentPlaces.HEADER) != null) {
                    records.add(record);
                }
            });
        }
        return records;
    }

    /** Runs {@code errata dead-letters} on this run; returns the exit code. */
    int errata(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        all.addAll(connection());
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return ErrataCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(new String[0]));
    }

    List<String> connection() {
        return List.of(
                "--bootstrap-servers", requireNonNull(log.client().get("bootstrap.servers")),
                "--schema-registry", requireNonNull(log.client().get("schema.registry.url")),
                "--run", log.topics().run());
    }

    List<String> out() {
        return out.toString().lines().toList();
    }

    List<String> err() {
        return err.toString().lines().toList();
    }

    static Duration deadline() {
        return Duration.ofSeconds(20);
    }
}
