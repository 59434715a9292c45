package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.audit.Audit;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.process.Supervisor;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
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
    private final LogClients log;
    private final Screen screen;
    private final RunTimes times;
    private final DemoStatusLines status;
    private long updatesBefore;

    /** The log, and the view that counts it while the loop runs. */
    record LogClients(RunView view, EventLog events) {}

    RunningLoop(DemoSettings settings, Supervisor supervisor, LogClients log, Screen screen, RunTimes times) {
        this.settings = settings;
        this.supervisor = supervisor;
        this.log = log;
        this.screen = screen;
        this.times = times;
        this.status = new DemoStatusLines(screen, settings.stalenessLimit());
    }

    /** Waits until the learner has made an update of this run. */
    void awaitFirstUpdate() throws InterruptedException {
        Deadline.require(FIRST_UPDATE, "The log was not read", () -> log.view().caughtUp(), this::check);
        updatesBefore = log.view().now().updates();
        Deadline.require(
                FIRST_UPDATE,
                "The learner made no update (see the logs in "
                        + settings.state().resolve("logs") + ")",
                () -> log.view().now().updates() > updatesBefore,
                () -> watch("starting", times.started(), Duration.ZERO));
        times.markFirstUpdate();
        screen.say("first update after "
                + Duration.between(times.started(), times.firstUpdate()).toSeconds() + " s");
    }

    /** Lets the loop train until the time or the number of sampled tokens is reached. */
    void train() throws InterruptedException {
        long sampledBefore = log.view().now().rollouts().tokens();
        long most = settings.options().sampledTokens().orElse(Long.MAX_VALUE);
        Deadline.await(
                settings.training(),
                () -> log.view().now().rollouts().tokens() - sampledBefore >= most,
                () -> watch("training", times.firstUpdate(), settings.training()));
        times.markTrainingEnd();
    }

    /**
     * Stops the actors, waits for pending rollouts, stops the learner, waits for the evaluation of its last version,
     * and stops the other services.
     */
    void windDown() throws InterruptedException {
        supervisor.stop(List.of(Roles.ACTOR), ACTOR_STOP);
        Deadline.await(
                DRAIN,
                () -> log.view().now().rollouts().pending() == 0,
                () -> watch("finishing", times.trainingEnd(), Duration.ZERO));
        supervisor.stop(List.of(Roles.LEARNER), LEARNER_STOP);
        long last = newestVersion();
        boolean measured = !settings.options().observed()
                || Deadline.await(
                        LAST_EVALUATION,
                        () -> isMeasured(last),
                        () -> watch("measuring", times.trainingEnd(), Duration.ZERO));
        supervisor.stop(List.of(Roles.EVALUATOR, Roles.SCORER, Roles.MONITOR), STOP);
        screen.leave();
        if (!measured) {
            throw new CommandFailed("The evaluator did not measure version " + last + " within "
                    + LAST_EVALUATION.toSeconds() + " s after the training: see "
                    + settings.state().resolve("logs/evaluator.log") + ".");
        }
    }

    /** Audits the log and builds the report. */
    DemoReport report() {
        var audit = new Audit(log.events(), OptionalLong.of(settings.stalenessLimit()), read -> {})
                .run(times.firstUpdate().toEpochMilli(), times.trainingEnd().toEpochMilli());
        return new DemoReport(
                audit, log.view().now(), UpdateMark.of(log.events()), times.ended(), supervisor.restarts());
    }

    private boolean isMeasured(long version) {
        RunSnapshot run = log.view().now();
        return run.version() >= version
                && run.evaluation(0, EvaluationMode.GREEDY).isPresent()
                && run.evaluation(version, EvaluationMode.GREEDY).isPresent();
    }

    private long newestVersion() {
        try (var updates = LatestRecords.of(log.events(), log.events().topics().policyUpdates())) {
            return updates.poll(Duration.ofSeconds(30)).stream()
                    .mapToLong(PolicyUpdate::getVersion)
                    .max()
                    .orElseThrow(() -> new CommandFailed("The learner has published no policy version."));
        }
    }

    private void watch(String phase, Instant since, Duration whole) {
        check();
        status.show(phase, times.since(since), whole, log.view().now());
    }

    private void check() {
        supervisor.check();
        log.view().check();
    }

    @Override
    public void close() throws InterruptedException {
        log.view().close();
    }
}
