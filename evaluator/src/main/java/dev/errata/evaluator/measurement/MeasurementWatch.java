package dev.errata.evaluator.measurement;

/** Watches a measurement. */
@FunctionalInterface
public interface MeasurementWatch {

    /**
     * Called before every batch of answers and at the end; may throw, to end the measurement.
     *
     * @param answered answers sampled so far, those of an earlier run included
     * @param total answers in all
     */
    void answered(long answered, long total);
}
