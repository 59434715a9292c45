package dev.errata.endtoend;

import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.ops.cli.demo.Roles;
import dev.errata.ops.cli.demo.StateFolder;
import dev.errata.ops.cli.process.Supervisor;
import dev.errata.policy.weights.Checksum;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Question;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.UpdateKind;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A broker and one actor, each a process as in a demo, with the shipped start policy. Nobody reads the rollouts, and
 * the actor may sample as many as it likes: one answer of at most two tokens to each question.
 */
final class AskingActor implements AutoCloseable {

    private static final Map<String, String> QUICK = Map.of(
            "actor.answers-per-question", "1",
            "actor.max-new-tokens", "2",
            "actor.rollouts-per-version", "1000000",
            "actor.reward-model", "false");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StateFolder state;
    private final Supervisor supervisor = new Supervisor(notice -> {});
    private final Roles roles;
    private final EventLog log;
    private @Nullable Process actor;

    /** Starts the broker, creates the topics and announces the policy; the actor is not running yet. */
    AskingActor(Path folder, Ports ports) throws Exception {
        state = StateFolder.take(folder);
        roles = new Roles(new Installation(ErrataProcess.repository()), state, ports, QUICK);
        log = roles.connection(0).log();
        supervisor.start(roles.broker());
        await("the broker", PATIENCE, () -> Files.exists(roles.brokerReady()));
        TopicCreation.ensure(log, (short) 1, log.topics().all());
        announcePolicy();
    }

    EventLog log() {
        return log;
    }

    /** Starts the actor, or starts it again. */
    void start() {
        actor = supervisor.startOnce(roles.actor(0));
    }

    /** Kills the actor as {@code kill -9} does. */
    void kill() throws InterruptedException {
        Process running = actor;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /** Publishes different sums as the questions of a source. */
    void publish(String source, int questions) throws Exception {
        Topic<Question> topic = log.topics().questions(source);
        TopicCreation.ensure(log, (short) 1, List.of(topic));
        List<Question> sums = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            int left = i / 320;
            int right = i % 320;
            sums.add(Question.newBuilder()
                    .setId("sum-" + i)
                    .setSource(source)
                    .setText(left + "+" + right)
                    .setGold(String.valueOf(left + right))
                    .setTask("arithmetic")
                    .build());
        }
        send(topic, sums, Question::getId);
    }

    /** Changes the settings of a source. */
    void set(String source, UnaryOperator<SourceSettings.Builder> change) throws Exception {
        var settings = SourceSettings.newBuilder(Sources.defaults(source));
        send(log.topics().sources(), List.of(change.apply(settings).build()), SourceSettings::getSource);
    }

    private void announcePolicy() throws Exception {
        Path policy = ErrataProcess.repository().resolve("ops/models/start-policy");
        Path weights = policy.resolve("model.safetensors");
        var update = new PolicyUpdate(
                0L,
                policy.toUri().toString(),
                Checksum.sha256(weights),
                Files.size(weights),
                UpdateKind.FULL,
                0L,
                0L,
                0L,
                0L);
        send(log.topics().policyUpdates(), List.of(update), one -> String.valueOf(one.getVersion()));
    }

    private <V extends SpecificRecord> void send(
            Topic<V> topic, List<V> values, java.util.function.Function<V, String> key) {
        try (var producer = log.producer(Map.of());
                var serializer = log.serde(topic).serializer()) {
            for (V value : values) {
                var unused = producer.send(new ProducerRecord<>(
                        topic.name(), key.apply(value), serializer.serialize(topic.name(), value)));
            }
            producer.flush();
        }
    }

    /** Waits until something happens; the log of the actor is in the message if it does not. */
    void await(String what, Duration patience, BooleanSupplier happened) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("There was no sign of " + what + " within " + patience + ":\n" + actorLog());
            }
            Thread.sleep(100);
        }
    }

    private String actorLog() throws IOException {
        Path file = state.log("actor");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() {
        supervisor.close();
        state.close();
    }
}
