package dev.errata.service;

import java.time.Duration;

/**
 * The time that a service may take to stop.
 *
 * @param duration the longest time
 * @param name what messages call it: the setting and its value, or the duration
 */
public record StopLimit(Duration duration, String name) {

    /** A limit that a setting gives. */
    public static StopLimit of(String setting, Duration duration) {
        return new StopLimit(duration, setting + " = " + duration);
    }

    /** A limit that no setting changes. */
    public static StopLimit of(Duration duration) {
        return new StopLimit(duration, duration.toSeconds() + " s");
    }
}
