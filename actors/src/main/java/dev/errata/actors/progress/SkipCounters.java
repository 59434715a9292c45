package dev.errata.actors.progress;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkippedQuestion;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the records that were not asked, by source and reason.
 *
 * @param meters registry of the counters
 */
public record SkipCounters(MeterRegistry meters) {

    /** Counts what a batch skipped; to be called once the batch is in the log. */
    public void published(AskedQuestions asked) {
        for (SkippedQuestion skipped : asked.getSkipped()) {
            meters.counter(
                            "errata.actor.questions.skipped",
                            "source",
                            asked.getSource(),
                            "reason",
                            skipped.getReason().name())
                    .increment();
        }
    }
}
