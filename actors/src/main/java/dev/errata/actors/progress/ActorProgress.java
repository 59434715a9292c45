package dev.errata.actors.progress;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import dev.errata.service.Activity;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the actor since its start, and its current activity. Written by the loop's thread, read by any. */
public final class ActorProgress {

    private final Activity activity;
    private final ProgressLog log;
    private final LongAdder questions = new LongAdder();
    private final LongAdder rollouts = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final SourceProgress sources = new SourceProgress();
    private volatile long version = -1;
    private volatile int misnamedTopics;
    private volatile double applySeconds;
    private volatile long unreadableAnnouncements;
    private volatile Map<String, Long> queued = Map.of();

    /** Nothing done yet; writes a log line at the interval. */
    public ActorProgress(Clock clock, Duration logEvery) {
        this.activity = new Activity(clock, "starting");
        this.log = new ProgressLog(this, logEvery, clock);
    }

    /** The loop looks for something to do: writes the log line if it is due. */
    public void looking() {
        log.tick();
    }

    /** The actor joins its group and ends transactions that an earlier process left open. */
    public void joining() {
        activity.waitFor("the broker to end what an earlier process of this actor left open");
    }

    /** No question is available. */
    public void noQuestions() {
        activity.waitFor("questions");
    }

    /**
     * Rollouts were admitted, or none.
     *
     * @param queuedByTopic rollouts waiting at each topic between actor and learner
     * @return the rollouts admitted
     */
    public int admitted(int admittedRollouts, Map<String, Long> queuedByTopic) {
        queued = queuedByTopic;
        if (admittedRollouts == 0) {
            activity.waitFor("admission: the learner to train on what is queued");
        } else {
            activity.enter("sampling answers");
        }
        return admittedRollouts;
    }

    /** A batch is on its way to the log. */
    public void publishing() {
        activity.waitFor("the broker to commit a batch of rollouts");
    }

    /** A batch is in the log. */
    public void published(
            List<AskedQuestions> asked, List<DeadLetter> recordsSetAside, List<Rollout> publishedRollouts) {
        activity.enter("taking questions");
        sources.published(asked, recordsSetAside, publishedRollouts);
        asked.forEach(pass -> questions.add(pass.getAsked().size()));
        deadLetters.add(recordsSetAside.size());
        rollouts.add(publishedRollouts.size());
        for (Rollout rollout : publishedRollouts) {
            tokens.add(rollout.getAnswerTokens().size());
            truncated.add(rollout.getFinishReason() == FinishReason.LENGTH ? 1 : 0);
        }
    }

    /** The number of topics that look like sources and are never asked because of their names. */
    public void misnamedTopics(int all) {
        misnamedTopics = all;
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

    /** Newer weights came in the middle of a batch. */
    public void adoptedInFlight() {
        inFlight.increment();
    }

    /** The number of announcements of weights that could not be read so far. */
    public void unreadableAnnouncements(long all) {
        unreadableAnnouncements = all;
    }

    /** Topics that look like sources and are never asked because of their names. */
    public int misnamedTopics() {
        return misnamedTopics;
    }

    /** What became of the questions of each source. */
    SourceProgress sources() {
        return sources;
    }

    /** Questions answered. */
    public long questions() {
        return questions.sum();
    }

    /** Rollouts published. */
    public long rollouts() {
        return rollouts.sum();
    }

    /** Tokens of the answers published; aborted batches do not count. */
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

    /** The loop's current activity. */
    public Activity activity() {
        return activity;
    }

    /** Writes log lines and knows the rates of the last interval. */
    ProgressLog log() {
        return log;
    }
}
