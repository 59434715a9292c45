package dev.errata.rewards;

import dev.errata.schemas.RejectedRollout;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.specific.SpecificRecord;

/**
 * What became of rollouts, counted by this process since it started. The log, not these, is the account that balances: a
 * transaction that is repeated counts twice here.
 *
 * @param meters where the counters live
 */
public record ScoringCounters(MeterRegistry meters) {

    /** One rollout scored, or rejected for its reason. */
    void outcome(SpecificRecord outcome) {
        String name = outcome instanceof RejectedRollout rejected
                ? rejected.getReason().name()
                : "SCORED";
        meters.counter("errata.scorer.rollouts", "outcome", name).increment();
    }

    /** Token rewards or a rewrite whose rollout had been decided already, or never came. */
    void dropped() {
        meters.counter("errata.scorer.dropped.parts").increment();
    }

    /** A group whose scores left although not all of its answers had an outcome in time. */
    void incompleteGroup() {
        meters.counter("errata.scorer.incomplete.groups").increment();
    }

    /** A record that nobody could read. */
    void setAside(String topic) {
        meters.counter("errata.scorer.dead.letters", "topic", topic).increment();
    }

    /** An evaluation answer judged. */
    void judged(boolean correct) {
        meters.counter("errata.scorer.evaluations", "correct", String.valueOf(correct))
                .increment();
    }

    /** How many rollouts wait for their other parts, as of the last look. */
    void pending(long rollouts) {
        meters.summary("errata.scorer.pending").record(rollouts);
    }
}
