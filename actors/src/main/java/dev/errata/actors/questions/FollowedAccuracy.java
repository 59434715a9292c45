package dev.errata.actors.questions;

import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.topics.LatestRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The curriculum that follows question-accuracy: a question is skipped while the log says that its last asks were all
 * right, or all wrong. What is not read yet is asked.
 *
 * <p>Nothing is read before some source has a curriculum. Then a call reads what has arrived, five times a second at
 * most and for 20 ms at most, so that the loop never waits for the topic. Not thread-safe.
 */
public final class FollowedAccuracy implements Curriculum {

    private static final Logger LOG = Logger.getLogger(FollowedAccuracy.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(20);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    /** A source whose questions are still not counted after this time has no one who counts. */
    private static final Duration UNCOUNTED = Duration.ofSeconds(60);

    /** Questions of one source whose streaks are kept, about 50 MB; any more are asked in every pass. */
    private static final int MOST_QUESTIONS = 500_000;

    private final Supplier<LatestRecords<QuestionAccuracy>> open;
    private final LongSupplier nanoTime;
    private final Map<String, SourceStreaks> followed = new HashMap<>();
    private @Nullable LatestRecords<QuestionAccuracy> accuracies;
    private long openedAt;
    private long lookedAt;
    private boolean failed;
    private boolean warned;

    /**
     * A curriculum that has read nothing.
     *
     * @param open opens question-accuracy at its beginning
     * @param nanoTime {@link System#nanoTime()}, or a clock turned by a test
     */
    public FollowedAccuracy(Supplier<LatestRecords<QuestionAccuracy>> open, LongSupplier nanoTime) {
        this.open = open;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<SkipReason> skip(SourceSettings settings, String questionId, long ask) {
        if (settings.getSkipAlwaysRight() <= 0 && settings.getSkipNeverRight() <= 0) {
            return Optional.empty();
        }
        SourceStreaks streaks = follow(settings.getSource());
        look();
        if (!streaks.known() && ask > 0) {
            warnUncounted(settings.getSource());
        }
        return streaks.skip(settings, questionId, ask);
    }

    /** Records of question-accuracy are kept for followed sources alone, so a new one begins at the start again. */
    private SourceStreaks follow(String source) {
        SourceStreaks streaks = followed.get(source);
        if (streaks == null) {
            streaks = new SourceStreaks(MOST_QUESTIONS);
            followed.put(source, streaks);
            close();
        }
        return streaks;
    }

    private void look() {
        long now = nanoTime.getAsLong();
        if (accuracies != null && now - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return;
        }
        try {
            readArrived(opened(), now + LONGEST_LOOK.toNanos());
            failed = false;
        } catch (InterruptException stop) {
            throw stop;
        } catch (KafkaException later) {
            if (!failed) {
                LOG.warnf(
                        "The accuracy of questions cannot be read now, so the curriculum skips by what was read"
                                + " before; it is tried again: %s",
                        later.getMessage());
            }
            failed = true;
        }
        lookedAt = nanoTime.getAsLong();
    }

    private LatestRecords<QuestionAccuracy> opened() {
        LatestRecords<QuestionAccuracy> records = accuracies;
        if (records == null) {
            records = open.get();
            accuracies = records;
            openedAt = nanoTime.getAsLong();
        }
        records.begin(BROKER_TIMEOUT);
        return records;
    }

    private void readArrived(LatestRecords<QuestionAccuracy> records, long until) {
        List<QuestionAccuracy> arrived;
        do {
            arrived = records.arrived();
            for (QuestionAccuracy accuracy : arrived) {
                SourceStreaks streaks = followed.get(accuracy.getSource());
                if (streaks != null) {
                    streaks.update(accuracy);
                }
            }
        } while (!arrived.isEmpty() && nanoTime.getAsLong() < until);
    }

    private void warnUncounted(String source) {
        if (!warned && nanoTime.getAsLong() - openedAt >= UNCOUNTED.toNanos()) {
            warned = true;
            LOG.warnf(
                    "The curriculum of source '%s' skips nothing, because no answer to its questions was counted:"
                            + " run the reward scorer with scorer.question-accuracy=true.",
                    source);
        }
    }

    /** Stops following; the next decision begins again. */
    @Override
    public void close() {
        if (accuracies != null) {
            accuracies.close();
            accuracies = null;
        }
    }
}
