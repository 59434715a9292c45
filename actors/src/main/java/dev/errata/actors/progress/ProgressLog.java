package dev.errata.actors.progress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Says every few seconds how far the actor is, and how fast it was since the last time. Called by the loop's thread. */
public final class ProgressLog {

    private static final Logger LOG = Logger.getLogger(ProgressLog.class);

    private final Progress progress;
    private final Duration every;
    private final Clock clock;
    private Instant last;
    private long lastRollouts;
    private long lastTokens;
    private volatile double rolloutsPerSecond;
    private volatile double tokensPerSecond;

    /** Says something for the first time after one interval. */
    public ProgressLog(Progress progress, Duration every, Clock clock) {
        this.progress = progress;
        this.every = every;
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Writes the line if it is due. */
    public void tick() {
        Instant now = clock.instant();
        Duration since = Duration.between(last, now);
        if (since.compareTo(every) < 0) {
            return;
        }
        double seconds = Math.max(1e-3, since.toMillis() / 1e3);
        rolloutsPerSecond = (progress.rollouts() - lastRollouts) / seconds;
        tokensPerSecond = (progress.tokens() - lastTokens) / seconds;
        lastRollouts = progress.rollouts();
        lastTokens = progress.tokens();
        last = now;
        Wait wait = progress.currentWait();
        LOG.infof(
                "%d rollouts of %d questions, %.1f rollouts/s, %.0f tokens/s, policy version %d%s, queued %s%s%s",
                progress.rollouts(),
                progress.questions(),
                rolloutsPerSecond,
                tokensPerSecond,
                progress.version(),
                progress.inFlightUpdates() == 0 ? "" : " (" + progress.inFlightUpdates() + " updates in flight)",
                progress.queued(),
                progress.deadLetters() == 0 ? "" : ", " + progress.deadLetters() + " records set aside",
                wait == null ? "" : "; waits for " + wait.reason() + " since " + wait.since());
    }

    /** Rollouts published a second, over the last interval. */
    public double rolloutsPerSecond() {
        return rolloutsPerSecond;
    }

    /** Tokens published a second, over the last interval. */
    public double tokensPerSecond() {
        return tokensPerSecond;
    }
}
