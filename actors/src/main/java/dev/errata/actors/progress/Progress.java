package dev.errata.actors.progress;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the actor has done since it started and what it waits for. Written by the loop's thread, read by any. */
public final class Progress {

    private final Clock clock;
    private final LongAdder questions = new LongAdder();
    private final LongAdder rollouts = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private volatile long version = -1;
    private volatile double applySeconds;
    private volatile long unreadableAnnouncements;
    private volatile Map<String, Long> queued = Map.of();
    private volatile @Nullable Wait wait;
    private final DoubleAdder waitedSeconds = new DoubleAdder();

    /** Nothing done yet. */
    public Progress(Clock clock) {
        this.clock = clock;
    }

    /** The loop waits: for the same as before, or for something else from now on. */
    public void waitsFor(String reason) {
        Wait before = wait;
        if (before == null || !before.reason().equals(reason)) {
            works();
            wait = new Wait(reason, clock.instant());
        }
    }

    /** The loop waits no longer. */
    public void works() {
        Wait over = wait;
        if (over != null) {
            waitedSeconds.add(seconds(over));
            wait = null;
        }
    }

    /** A batch is in the log. */
    public void published(int askedQuestions, int sampledRollouts, int setAside) {
        questions.add(askedQuestions);
        rollouts.add(sampledRollouts);
        deadLetters.add(setAside);
    }

    /** The published answers have so many tokens, and so many of them hit the limit. */
    public void lengths(long publishedTokens, long truncatedAnswers) {
        tokens.add(publishedTokens);
        truncated.add(truncatedAnswers);
    }

    /** A batch was aborted and will be tried again. */
    public void aborted() {
        aborted.increment();
    }

    /** Newer weights are in memory. */
    public void adopted(long newVersion, double seconds) {
        version = newVersion;
        applySeconds = seconds;
    }

    /** And they came in the middle of a batch. */
    public void adoptedInFlight() {
        inFlight.increment();
    }

    /** So many announcements of weights could not be read so far. */
    public void unreadableAnnouncements(long all) {
        unreadableAnnouncements = all;
    }

    /** Rollouts waiting at each topic between actor and learner. */
    public void queued(Map<String, Long> byTopic) {
        queued = byTopic;
    }

    /** Questions answered. */
    public long questions() {
        return questions.sum();
    }

    /** Rollouts published. */
    public long rollouts() {
        return rollouts.sum();
    }

    /** Tokens of the answers published; those of an aborted batch are none. */
    public long tokens() {
        return tokens.sum();
    }

    /** Answers published that hit the limit of new tokens. */
    public long truncated() {
        return truncated.sum();
    }

    /** Records set aside. */
    public long deadLetters() {
        return deadLetters.sum();
    }

    /** Batches of questions that were taken and then not published. */
    public long abortedBatches() {
        return aborted.sum();
    }

    /** Newer weights that were adopted in the middle of a batch. */
    public long inFlightUpdates() {
        return inFlight.sum();
    }

    /** Version of the weights in memory; -1 before the first. */
    public long version() {
        return version;
    }

    /** Seconds the last weights took to be verified and read into memory. */
    public double applySeconds() {
        return applySeconds;
    }

    /** Announcements of weights that could not be read. */
    public long unreadableAnnouncements() {
        return unreadableAnnouncements;
    }

    /** Rollouts waiting at each topic between actor and learner, when last asked. */
    public Map<String, Long> queued() {
        return queued;
    }

    /** What the loop waits for; null while it works. */
    public @Nullable Wait currentWait() {
        return wait;
    }

    /** Seconds waited since the start. */
    public double waitedSeconds() {
        Wait now = wait;
        return waitedSeconds.sum() + (now == null ? 0 : seconds(now));
    }

    private double seconds(Wait since) {
        return Duration.between(since.since(), clock.instant()).toMillis() / 1e3;
    }
}
