package dev.errata.rewards.scoring;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.RejectedRollout;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * Counts outcomes of rollouts in this process since its start. A transaction that is repeated counts twice here, so
 * exact counts come from the log.
 */
public final class ScoringCounters {

    private final MeterRegistry meters;

    /**
     * Pending rollouts in all partitions of this process. A field, because the gauge holds it by a weak reference only.
     */
    private final AtomicLong pending = new AtomicLong();

    /**
     * Counters that start at 0.
     *
     * @param meters registry of the counters
     */
    public ScoringCounters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("errata.scorer.pending", pending);
    }

    /** Counts one rollout as scored, or as rejected with its reason. */
    public void outcome(SpecificRecord outcome) {
        String name = outcome instanceof RejectedRollout rejected
                ? rejected.getReason().name()
                : "SCORED";
        meters.counter("errata.scorer.rollouts", "outcome", name).increment();
    }

    /** Counts token rewards or a rewrite whose rollout was decided before or never arrived. */
    public void dropped() {
        meters.counter("errata.scorer.dropped.parts").increment();
    }

    /** Counts a group that was released before all of its answers had an outcome. */
    public void incompleteGroup() {
        meters.counter("errata.scorer.incomplete.groups").increment();
    }

    /** Counts a record that could not be decoded. */
    public void setAside(DeadLetter letter) {
        meters.counter(
                        "errata.dead.letters",
                        "topic",
                        letter.getTopic(),
                        "reason",
                        letter.getReason().name())
                .increment();
    }

    /** Counts a judged evaluation answer. */
    public void judged(boolean correct) {
        meters.counter("errata.scorer.evaluations", "correct", String.valueOf(correct))
                .increment();
    }

    /**
     * Updates the number of pending rollouts of one partition; the gauge shows the sum over the partitions.
     *
     * @param before the number that this partition gave last; 0 at first
     * @param now the number now; 0 when this process gives the partition up
     */
    public void pending(long before, long now) {
        pending.addAndGet(now - before);
    }
}
