package dev.errata.ops.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.ops.monitor.state.Snapshot;
import dev.errata.ops.monitor.state.SourceView;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.topics.DeadLetters;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The monitor on a real broker, while topics and records come. */
@Timeout(120)
class MonitorLoopTest {

    private static final long DEADLINE_NANOS = 20_000_000_000L;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void sourcesThatComeLaterAreShownWithTheirQuestionsSettingsAndDeadLetters() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            EventLog log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "");
            TopicCreation.ensure(log, (short) 1, log.topics().all());
            Monitor monitor = monitor(log);
            monitor.start(new StartupEvent());
            try {
                await(() -> !monitor.connection().waiting());
                assertThat(monitor.snapshot().questionSources().shown()).isEmpty();
                writeSource(log);
                await(() -> source(monitor.snapshot())
                        .filter(MonitorLoopTest::isComplete)
                        .isPresent());
                await(() -> meters.find("errata.dead.letters")
                                .tags("source", "late", "reason", "EMPTY")
                                .gauge()
                        != null);
                assertThat(monitor.snapshot().warnings()).anyMatch(text -> text.startsWith("questions.My_Source: "));
                assertThat(monitor.alive()).isTrue();
            } finally {
                monitor.stop(new ShutdownEvent());
            }
        }
    }

    private static Optional<SourceView> source(Snapshot snapshot) {
        return snapshot.questionSources().shown().stream()
                .filter(view -> view.source().equals("late"))
                .findFirst();
    }

    private static boolean isComplete(SourceView view) {
        return view.passes().questions() == 3
                && view.settings().weight() == 2.5
                && view.deadLetters().equals(Map.of("EMPTY", 1L));
    }

    private static void writeSource(EventLog log) throws Exception {
        TopicCreation.ensure(log, (short) 1, List.of(log.topics().questions("late")));
        try (var admin = log.admin()) {
            admin.createTopics(List.of(new NewTopic("questions.My_Source", 1, (short) 1)))
                    .all()
                    .get();
        }
        for (int i = 0; i < 3; i++) {
            send(log, "questions.late", "{}".getBytes(StandardCharsets.UTF_8));
        }
        SourceSettings settings =
                SourceSettings.newBuilder().setSource("late").setWeight(2.5).build();
        send(log, log.topics().sources(), settings);
        var letters = new DeadLetters("actor", Clock.systemUTC());
        var place = new DeadLetters.Place("questions.late", 0, 0);
        send(log, log.topics().deadLetters(), letters.of(place, null, DeadLetterReason.EMPTY, "Send a question."));
    }

    private static <V extends SpecificRecord> void send(EventLog log, Topic<V> topic, V value) throws Exception {
        send(log, topic.name(), log.serde(topic).serializer().serialize(topic.name(), value));
    }

    private static void send(EventLog log, String topic, byte[] value) throws Exception {
        try (var producer = log.producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, "late", value)).get();
        }
    }

    private Monitor monitor(EventLog log) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().withMapping(MonitoredRun.class).withMapping(MonitorConfig.class);
        log.client().forEach((key, value) -> builder.withDefaultValue("errata.client.\"" + key + "\"", value));
        SmallRyeConfig config = builder.build();
        return new Monitor(
                config.getConfigMapping(MonitoredRun.class), config.getConfigMapping(MonitorConfig.class), meters);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting in vain").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
