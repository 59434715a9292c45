package dev.errata.rewards.verifier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a verifier answers, and if not, why and since when. Thread-safe. */
final class Availability {

    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final String verifier;
    private final Clock clock;
    private @Nullable Outage outage;

    /**
     * A time without answers.
     *
     * @param reason why the newest request failed
     */
    record Outage(String reason, Instant since) {}

    Availability(String verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** It answered. */
    synchronized void up() {
        if (outage != null) {
            LOG.info("The verifier '{}' answers again, after {} s.", verifier, Math.round(downSeconds()));
            outage = null;
        }
    }

    /** It did not answer. */
    synchronized void down(String reason) {
        if (outage == null) {
            LOG.warn("The verifier '{}' does not answer: {}. Its answers wait for it.", verifier, reason);
        }
        outage = new Outage(reason, outage == null ? clock.instant() : outage.since());
    }

    /** The present outage, if there is one. */
    synchronized Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    /** Seconds since it stopped to answer; 0 while it answers. */
    synchronized double downSeconds() {
        return outage == null
                ? 0
                : Duration.between(outage.since(), clock.instant()).toMillis() / 1e3;
    }
}
