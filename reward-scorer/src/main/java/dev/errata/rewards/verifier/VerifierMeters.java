package dev.errata.rewards.verifier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of one verifier; docs/metrics.md describes them. Thread-safe. */
final class VerifierMeters {

    private static final String TAG = "verifier";

    private final MeterRegistry meters;
    private final String verifier;
    private final AtomicInteger waiting = new AtomicInteger();

    VerifierMeters(MeterRegistry meters, String verifier, Availability availability) {
        this.meters = meters;
        this.verifier = verifier;
        Gauge.builder("errata.verifier.waiting", waiting, AtomicInteger::get)
                .tag(TAG, verifier)
                .strongReference(true)
                .register(meters);
        Gauge.builder("errata.verifier.down", availability, Availability::downSeconds)
                .tag(TAG, verifier)
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    /** Answers that are being asked about; 0 between batches. */
    void waiting(int answers) {
        waiting.set(answers);
    }

    /** Counts answers by how they were decided: {@code judged}, {@code cached} or {@code failed}. */
    void answers(String outcome, int answers) {
        meters.counter("errata.verifier.answers", TAG, verifier, "outcome", outcome)
                .increment(answers);
        waiting.updateAndGet(before -> Math.max(0, before - answers));
    }

    /** Counts one request by its outcome, {@code ok}, {@code busy} or {@code failed}, and its duration. */
    void call(String outcome, Duration duration) {
        meters.timer("errata.verifier.call", TAG, verifier, "outcome", outcome).record(duration);
    }

    /** Counts verdicts that were missing or could not be used. */
    void problems(int verdicts) {
        meters.counter("errata.verifier.problems", TAG, verifier).increment(verdicts);
    }
}
