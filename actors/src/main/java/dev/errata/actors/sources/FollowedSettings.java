package dev.errata.actors.sources;

import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.LatestRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The newest settings of each source. Settings that cannot be followed are logged, and the earlier ones stay. */
public final class FollowedSettings implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FollowedSettings.class);
    private static final Duration FIRST_READ = Duration.ofSeconds(30);

    private final LatestRecords<SourceSettings> changes;
    private final int mostAnswers;
    private final Map<String, SourceSettings> settings = new HashMap<>();
    private boolean complete;

    /**
     * Follows a topic, through a reader that {@link #close()} closes.
     *
     * @param mostAnswers most answers to one question that may be sampled for one version:
     *     {@code actor.rollouts-per-version}
     */
    public FollowedSettings(LatestRecords<SourceSettings> changes, int mostAnswers) {
        this.changes = changes;
        this.mostAnswers = mostAnswers;
    }

    /**
     * Reads what has changed; the first call that succeeds has read the whole topic.
     *
     * @throws org.apache.kafka.common.KafkaException if the first call cannot reach the end of the topic
     */
    public void read() {
        List<SourceSettings> changed = complete ? changes.arrived() : changes.poll(FIRST_READ);
        complete = true;
        changed.forEach(this::follow);
    }

    /** The settings of a source: those that were read last, or the defaults. */
    public SourceSettings of(String source) {
        return settings.computeIfAbsent(source, Sources::defaults);
    }

    /** Ends a waiting {@link #read}; may be called from any thread. */
    public void wakeup() {
        changes.wakeup();
    }

    @Override
    public void close() {
        changes.close();
    }

    private void follow(SourceSettings changed) {
        String source = changed.getSource();
        Optional<String> problem = Sources.problem(changed).or(() -> tooManyAnswers(changed));
        if (problem.isPresent()) {
            LOG.warnf("The new settings of source '%s' are not followed: %s", source, problem.get());
        } else {
            settings.put(source, changed);
        }
    }

    private Optional<String> tooManyAnswers(SourceSettings changed) {
        Integer answers = changed.getAnswersPerQuestion();
        return answers == null || answers <= mostAnswers
                ? Optional.empty()
                : Optional.of("There are " + answers + " answers per question, more than actor.rollouts-per-version = "
                        + mostAnswers + ": give fewer, or raise that setting.");
    }
}
