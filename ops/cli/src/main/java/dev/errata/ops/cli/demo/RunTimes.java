package dev.errata.ops.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a run started, made its first update and stopped training. For one thread. */
final class RunTimes {

    private final Clock clock;
    private final Instant started;
    private Instant firstUpdate;
    private Instant trainingEnd;

    /** The times of a run that starts now. */
    RunTimes(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
        this.firstUpdate = started;
        this.trainingEnd = started;
    }

    /** The learner has made the first update of this run. */
    void markFirstUpdate() {
        firstUpdate = clock.instant();
    }

    /** The training time is over. */
    void markTrainingEnd() {
        trainingEnd = clock.instant();
    }

    Instant started() {
        return started;
    }

    Instant firstUpdate() {
        return firstUpdate;
    }

    Instant trainingEnd() {
        return trainingEnd;
    }

    /** The time from a moment of this run until now. */
    Duration since(Instant moment) {
        return Duration.between(moment, clock.instant());
    }

    /** The times as the report shows them; the run ends now. */
    DemoReport.Times ended() {
        return new DemoReport.Times(
                started,
                firstUpdate,
                clock.instant(),
                seconds(Duration.between(started, firstUpdate)),
                seconds(Duration.between(firstUpdate, trainingEnd)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
