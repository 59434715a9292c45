package dev.errata.actors.progress;

import dev.errata.service.Activity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Logs at an interval how far the actor is, and its rates since the last line. Called by the loop's thread. */
final class ProgressLog {

    private static final Logger LOG = Logger.getLogger(ProgressLog.class);

    private final ActorProgress progress;
    private final Duration every;
    private final Clock clock;
    private Instant last;
    private long lastRollouts;
    private long lastTokens;
    private volatile double rolloutsPerSecond;
    private volatile double tokensPerSecond;

    /** Writes the first line after one interval. */
    ProgressLog(ActorProgress progress, Duration every, Clock clock) {
        this.progress = progress;
        this.every = every;
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Writes the line if it is due. */
    void tick() {
        Instant instant = clock.instant();
        Duration since = Duration.between(last, instant);
        if (since.compareTo(every) < 0) {
            return;
        }
        double seconds = Math.max(1e-3, since.toMillis() / 1e3);
        rolloutsPerSecond = (progress.rollouts() - lastRollouts) / seconds;
        tokensPerSecond = (progress.tokens() - lastTokens) / seconds;
        lastRollouts = progress.rollouts();
        lastTokens = progress.tokens();
        last = instant;
        progress.sources().endInterval();
        String sources = progress.sources().toString();
        Activity.State now = progress.activity().now();
        LOG.infof(
                "%d rollouts of %d questions, %.1f rollouts/s, %.0f tokens/s, policy version %d%s, queued %s%s%s%s",
                progress.rollouts(),
                progress.questions(),
                rolloutsPerSecond,
                tokensPerSecond,
                progress.version(),
                progress.inFlightUpdates() == 0 ? "" : " (" + progress.inFlightUpdates() + " updates in flight)",
                progress.queued(),
                sources.isEmpty() ? "" : ", sources " + sources,
                progress.deadLetters() == 0 ? "" : ", " + progress.deadLetters() + " records set aside",
                now.waiting() ? "; waits for " + now.doing() + " since " + now.since() : "");
    }

    /** Rollouts published a second, over the last interval. */
    double rolloutsPerSecond() {
        return rolloutsPerSecond;
    }

    /** Tokens published a second, over the last interval. */
    double tokensPerSecond() {
        return tokensPerSecond;
    }
}
