package dev.errata.rewards.scoring;

import dev.errata.schemas.RejectedRollout;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * What became of rollouts, counted by this process since it started. The log, not these, is the account that balances: a
 * transaction that is repeated counts twice here.
 */
public final class ScoringCounters {

    private final MeterRegistry meters;

    /** Rollouts that wait, over all partitions of this process; the gauge holds it by a weak reference only. */
    private final AtomicLong pending = new AtomicLong();

    /**
     * Counters that start at nothing.
     *
     * @param meters where they live
     */
    public ScoringCounters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("errata.scorer.pending", pending);
    }

    /** One rollout scored, or rejected for its reason. */
    public void outcome(SpecificRecord outcome) {
        String name = outcome instanceof RejectedRollout rejected
                ? rejected.getReason().name()
                : "SCORED";
        meters.counter("errata.scorer.rollouts", "outcome", name).increment();
    }

    /** Token rewards or a rewrite whose rollout had been decided already, or never came. */
    public void dropped() {
        meters.counter("errata.scorer.dropped.parts").increment();
    }

    /** A group whose scores left although not all of its answers had an outcome in time. */
    public void incompleteGroup() {
        meters.counter("errata.scorer.incomplete.groups").increment();
    }

    /** A record that nobody could read. */
    public void setAside(String topic) {
        meters.counter("errata.scorer.dead.letters", "topic", topic).increment();
    }

    /** An evaluation answer judged. */
    public void judged(boolean correct) {
        meters.counter("errata.scorer.evaluations", "correct", String.valueOf(correct))
                .increment();
    }

    /**
     * How many rollouts of one partition wait for their other parts, as of its last look; what is shown is the sum over the
     * partitions.
     *
     * @param before what was said of this partition last; 0 at first
     * @param now 0 too where this process gives the partition up
     */
    public void pending(long before, long now) {
        pending.addAndGet(now - before);
    }
}
