package dev.errata.ops.cli.sources;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.SourceSettingsDeserializer;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads and writes the settings of sources on their topic. The newest record of a source holds: of two writers at the
 * same time, the last one wins.
 */
public final class SourceControl {

    private static final int ANSWER_SECONDS = 30;

    private final EventLog log;
    private final Topic<SourceSettings> topic;
    private final Clock clock;

    /** Works on a log whose topic {@code sources} exists, or where nothing was written yet. */
    public SourceControl(EventLog log, Clock clock) {
        this.log = log;
        this.topic = log.topics().sources();
        this.clock = clock;
    }

    /** The newest readable settings of every source that has its own, by source. */
    public SortedMap<String, SourceSettings> settings() {
        SortedMap<String, SourceSettings> settings = new TreeMap<>();
        try (LogReader reader = new LogReader(log);
                var values = new SourceSettingsDeserializer(log.serde(topic).deserializer())) {
            reader.read(reader.ends(List.of(topic.name())), record -> {
                if (record.value() == null) {
                    settings.remove(record.key());
                    return;
                }
                try {
                    settings.put(record.key(), values.deserialize(topic.name(), record.value()));
                } catch (SerializationException foreign) {
                    // Actors do not follow it either: what was written before it still holds.
                }
            });
        }
        return settings;
    }

    /** The settings of one source; its own, or the defaults. */
    public SourceSettings settings(String source) {
        SourceSettings own = settings().get(source);
        return own == null ? Sources.defaults(source) : own;
    }

    /**
     * Writes the settings of a source, with the time of the change.
     *
     * @throws CommandFailed if they cannot be followed, or the broker does not take them
     */
    public void write(SourceSettings settings) {
        Sources.problem(settings).ifPresent(problem -> {
            throw new CommandFailed(settings.getSource() + ": " + problem);
        });
        SourceSettings now =
                SourceSettings.newBuilder(settings).setChangedAt(clock.millis()).build();
        try (var producer = log.producer(Map.of());
                var values = log.serde(topic).serializer()) {
            producer.send(new ProducerRecord<>(topic.name(), now.getSource(), values.serialize(topic.name(), now)))
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while the settings were written.", interrupted);
        } catch (ExecutionException | TimeoutException refused) {
            throw new CommandFailed(
                    "The broker did not take the settings for " + topic.name() + ": " + refused.getMessage() + ".",
                    refused);
        }
    }
}
