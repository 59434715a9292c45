package dev.errata.evaluator;

import dev.errata.evaluator.Parts.Judging;
import dev.errata.evaluator.Parts.Questions;
import dev.errata.evaluator.Parts.Versions;
import dev.errata.evaluator.benchmark.Benchmarks;
import dev.errata.evaluator.benchmark.Drawing;
import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.evaluator.config.EvaluatorConfig;
import dev.errata.evaluator.config.RunConfig;
import dev.errata.evaluator.grading.LogGrader;
import dev.errata.evaluator.progress.EvaluatorMetrics;
import dev.errata.evaluator.progress.Progress;
import dev.errata.evaluator.report.Results;
import dev.errata.evaluator.versions.Announcements;
import dev.errata.evaluator.versions.VersionChoice;
import dev.errata.evaluator.versions.Weights;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.TopicCreation;
import dev.errata.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the loop on a thread of its own while the service lives.
 *
 * <p>The thread owns everything it works with, the native policy included, and closes it. It is joined before the process
 * ends, because native code must not be running then. Whatever the loop could not deal with, errors of the virtual machine
 * included, ends the process with code 1, for its supervisor to start it again. Our launchers and images also have the
 * virtual machine itself end where the heap is exhausted (-XX:+ExitOnOutOfMemoryError, code 3).
 */
@ApplicationScoped
public class EvaluatorService {

    private static final Logger LOG = Logger.getLogger(EvaluatorService.class);

    private final RunConfig run;
    private final EvaluatorConfig config;
    private final Clock clock = Clock.systemUTC();
    private final Progress progress = new Progress(clock);
    private final Thread thread = new Thread(this::work, "evaluation-loop");
    private final IntConsumer exit;
    private volatile boolean stopped;
    private volatile @Nullable EvaluationLoop loop;

    /** One evaluator, to be started by the service's start. */
    @Inject
    public EvaluatorService(RunConfig run, EvaluatorConfig config, MeterRegistry meters) {
        this(run, config, meters, Quarkus::asyncExit);
    }

    /** The same, with another way to end the process: takes the exit code. */
    EvaluatorService(RunConfig run, EvaluatorConfig config, MeterRegistry meters, IntConsumer exit) {
        this.exit = exit;
        this.run = run;
        this.config = config;
        EvaluatorMetrics.register(meters, progress, Benchmarks.names(config.benchmark(), config.also()));
    }

    /** What the loop has done and waits for. */
    public Progress progress() {
        return progress;
    }

    /** Whether the loop's thread runs. */
    public boolean alive() {
        return thread.isAlive();
    }

    void start(@Observes StartupEvent start) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped = true;
        EvaluationLoop running = loop;
        if (running != null) {
            running.stop();
        }
        thread.join(config.stopTimeout().toMillis());
        if (thread.isAlive()) {
            LOG.errorf(
                    "The measurement under way did not stop within evaluator.stop-timeout = %s.", config.stopTimeout());
        }
    }

    private void work() {
        try {
            Benchmarks benchmarks = Benchmarks.of(
                    HeldOut.read(config.questions(), config.benchmark(), config.limit()),
                    config.also(),
                    config.limit());
            ComputeThreads.configure(run.threads());
            EventLog events = new EventLog(new Topics(run.run().orElse("")), run.client());
            TopicCreation.ensure(events, run.replication(), events.topics().all());
            try (LogGrader grader = LogGrader.of(events, config.verdictTimeout());
                    Parts parts = parts(benchmarks, events, grader)) {
                EvaluationLoop ready = new EvaluationLoop(parts);
                loop = ready;
                if (!stopped) {
                    ready.run();
                }
            }
        } catch (RuntimeException | Error fatal) {
            end(fatal);
        }
    }

    private void end(Throwable fatal) {
        if (stopped) {
            return;
        }
        try {
            // An error's message alone may say as little as "Java heap space".
            LOG.errorf("The evaluator stops: %s", fatal instanceof Error ? fatal : fatal.getMessage());
            LOG.debug("The evaluator stops", fatal);
        } finally {
            exit.accept(1);
        }
    }

    private Parts parts(Benchmarks benchmarks, EventLog events, LogGrader grader) {
        List<Drawing> drawings = new ArrayList<>(List.of(Drawing.greedy(config.maxNewTokens())));
        if (config.samples() > 0) {
            drawings.add(Drawing.sampled(config.samples(), config.maxNewTokens()));
        }
        return new Parts(
                new Questions(benchmarks, drawings),
                new Versions(
                        new Announcements(
                                LatestRecords.of(events, events.topics().policyUpdates()), clock),
                        new VersionChoice(config.every(), config.idle()),
                        Weights.on(run.device())),
                new Judging(grader, grader::wakeup, clock),
                Results.of(events),
                progress);
    }
}
