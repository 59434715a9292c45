package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.audit.Audit;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.process.Supervisor;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A demo whose processes have been started: waits, trains, winds down, reports. */
final class RunningLoop implements AutoCloseable {

    private static final Duration FIRST_UPDATE = Duration.ofMinutes(5);
    private static final Duration ACTOR_STOP = Duration.ofSeconds(20);
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final Duration LEARNER_STOP = Duration.ofSeconds(40);
    private static final Duration LAST_EVALUATION = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final DemoSettings settings;
    private final Supervisor supervisor;
    private final Ends ends;
    private final Screen screen;
    private final Clock clock;
    private final Instant started;
    private final DemoStatusLines progress;
    private long updatesBefore;
    private Instant firstUpdate;
    private Instant trainingEnd;

    /** What reads and feeds the log. */
    record Ends(RunView view, QuestionFeed feed, EventLog log) {}

    RunningLoop(DemoSettings settings, Supervisor supervisor, Ends ends, Screen screen, Clock clock, Instant started) {
        this.settings = settings;
        this.supervisor = supervisor;
        this.ends = ends;
        this.screen = screen;
        this.clock = clock;
        this.started = started;
        this.firstUpdate = started;
        this.trainingEnd = started;
        this.progress = new DemoStatusLines(screen, settings.stalenessLimit());
    }

    /** Waits until the learner has made an update of this run. */
    void awaitFirstUpdate() throws InterruptedException {
        Deadline.require(FIRST_UPDATE, "The log was not read", () -> ends.view().caughtUp(), this::check);
        updatesBefore = ends.view().now().updates();
        Deadline.require(
                FIRST_UPDATE,
                "The learner made no update (see the logs in "
                        + settings.state().resolve("logs") + ")",
                () -> ends.view().now().updates() > updatesBefore,
                () -> watch("starting", started, Duration.ZERO));
        firstUpdate = clock.instant();
        screen.say(
                "first update after " + Duration.between(started, firstUpdate).toSeconds() + " s");
    }

    /** Lets the loop run for the time asked for. */
    void train() throws InterruptedException {
        long sampledBefore = ends.view().now().tokens();
        long most = settings.options().sampledTokens().orElse(Long.MAX_VALUE);
        Deadline.await(
                settings.training(),
                () -> ends.view().now().tokens() - sampledBefore >= most,
                () -> watch("training", firstUpdate, settings.training()));
        trainingEnd = clock.instant();
    }

    /** Stops asking, lets what is under way end, publishes and measures the last version, stops every service. */
    void windDown() throws InterruptedException {
        supervisor.stop(List.of(Roles.ACTOR), ACTOR_STOP);
        Deadline.await(
                DRAIN, () -> ends.view().now().pending() == 0, () -> watch("finishing", trainingEnd, Duration.ZERO));
        supervisor.stop(List.of(Roles.LEARNER), LEARNER_STOP);
        long last = newestVersion();
        boolean measured = !settings.options().observed()
                || Deadline.await(
                        LAST_EVALUATION, () -> isMeasured(last), () -> watch("measuring", trainingEnd, Duration.ZERO));
        supervisor.stop(List.of(Roles.EVALUATOR, Roles.SCORER, Roles.MONITOR), STOP);
        screen.leave();
        if (!measured) {
            throw new CommandFailed("The evaluator did not measure version " + last + " within "
                    + LAST_EVALUATION.toSeconds() + " s after the training: see "
                    + settings.state().resolve("logs/evaluator.log") + ".");
        }
    }

    /** Counts the log and says what the run came to. */
    DemoReport report() {
        var audit = new Audit(ends.log(), OptionalLong.of(settings.stalenessLimit()), read -> {})
                .run(firstUpdate.toEpochMilli(), trainingEnd.toEpochMilli());
        return new DemoReport(
                audit,
                ends.view().now(),
                UpdateMark.of(ends.log()),
                new DemoReport.Times(
                        started,
                        firstUpdate,
                        clock.instant(),
                        seconds(Duration.between(started, firstUpdate)),
                        seconds(Duration.between(firstUpdate, trainingEnd))),
                settings.stalenessLimit(),
                supervisor.restarts());
    }

    private boolean isMeasured(long version) {
        RunSnapshot run = ends.view().now();
        return run.version() >= version
                && run.evaluation(0, EvaluationMode.GREEDY).isPresent()
                && run.evaluation(version, EvaluationMode.GREEDY).isPresent();
    }

    private long newestVersion() {
        try (var updates = LatestRecords.of(ends.log(), ends.log().topics().policyUpdates())) {
            return updates.poll(Duration.ofSeconds(30)).stream()
                    .mapToLong(PolicyUpdate::getVersion)
                    .max()
                    .orElseThrow(() -> new CommandFailed("The learner has published no policy version."));
        }
    }

    private void watch(String phase, Instant since, Duration whole) {
        check();
        progress.show(
                phase,
                Duration.between(since, clock.instant()),
                whole,
                ends.view().now());
    }

    private void check() {
        supervisor.check();
        ends.feed().check();
        ends.view().check();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    @Override
    public void close() throws InterruptedException {
        ends.feed().close();
        ends.view().close();
    }
}
