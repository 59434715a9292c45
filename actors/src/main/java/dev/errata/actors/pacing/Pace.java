package dev.errata.actors.pacing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks {@link SamplingBudget} with fresh figures, a few times a second at most. Before the learner's group exists,
 * nothing counts as trained: an actor without a learner uses up the budget and then waits. Not thread-safe.
 */
public final class Pace implements AutoCloseable {

    private static final Duration BETWEEN_QUERIES = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private final SamplingBudget budget;
    private final Backlog backlog;
    private final String actorsGroup;
    private final LongSupplier nanoTime;
    private long queriedAt;
    private long changedAt;
    private Map<String, Long> queued = Map.of();

    /**
     * Paces one actor.
     *
     * @param actorsGroup consumer group of the actors, which share the budget
     * @param nanoTime {@link System#nanoTime()}, or a clock turned by a test
     */
    public Pace(SamplingBudget budget, Backlog backlog, String actorsGroup, LongSupplier nanoTime) {
        this.budget = budget;
        this.backlog = backlog;
        this.actorsGroup = actorsGroup;
        this.nanoTime = nanoTime;
        this.changedAt = nanoTime.getAsLong();
        this.queriedAt = changedAt - BETWEEN_QUERIES.toNanos();
    }

    /**
     * Number of rollouts that may be sampled now; waits if the last query was less than 100 ms ago.
     *
     * @param answers n of the next question
     */
    public int admitted(int answers) {
        long early = queriedAt + BETWEEN_QUERIES.toNanos() - nanoTime.getAsLong();
        if (early > 0) {
            pause(early);
        }
        Map<String, Long> now = backlog.read();
        queriedAt = nanoTime.getAsLong();
        if (!now.equals(queued)) {
            changedAt = queriedAt;
        }
        queued = now;
        boolean standstill = queriedAt - changedAt >= STANDSTILL.toNanos();
        return budget.admitted(queuedRollouts(), backlog.actors(actorsGroup), standstill, answers);
    }

    /** Rollouts queued at each topic when last asked, upstream first. */
    public Map<String, Long> queued() {
        return queued;
    }

    /** Rollouts queued altogether when last asked. */
    public long queuedRollouts() {
        return queued.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        backlog.close();
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
