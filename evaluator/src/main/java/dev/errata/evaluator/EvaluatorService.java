package dev.errata.evaluator;

import dev.errata.evaluator.benchmark.BenchmarkSuite;
import dev.errata.evaluator.benchmark.Benchmarks;
import dev.errata.evaluator.benchmark.Drawing;
import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.evaluator.grading.LogGrader;
import dev.errata.evaluator.progress.EvaluatorMetrics;
import dev.errata.evaluator.progress.EvaluatorProgress;
import dev.errata.evaluator.report.Results;
import dev.errata.evaluator.versions.AnnouncedVersions;
import dev.errata.evaluator.versions.DueVersions;
import dev.errata.evaluator.versions.EvaluatedWeights;
import dev.errata.evaluator.versions.VersionChoice;
import dev.errata.policy.backend.ComputeThreads;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.service.Component;
import dev.errata.service.HostedService;
import dev.errata.service.LoopThread;
import dev.errata.service.RunConfig;
import dev.errata.service.RunLog;
import dev.errata.service.StopLimit;
import dev.errata.service.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** The evaluator's Quarkus service: builds the loop from its settings, runs it and reports its health. */
@Singleton
public class EvaluatorService extends HostedService {

    private final RunConfig run;
    private final EvaluatorConfig config;
    private final Clock clock = Clock.systemUTC();
    private final EvaluatorProgress progress = new EvaluatorProgress(clock);

    /** The settings come from the service's configuration. */
    @Inject
    public EvaluatorService(RunConfig run, EvaluatorConfig config, MeterRegistry meters) {
        this(run, config, meters, Quarkus::asyncExit);
    }

    EvaluatorService(RunConfig run, EvaluatorConfig config, MeterRegistry meters, IntConsumer exit) {
        super("evaluator", StopLimit.of("evaluator.stop-timeout", config.stopTimeout()), exit);
        this.run = run;
        this.config = config;
        EvaluatorMetrics.register(meters, progress, Benchmarks.names(config.benchmark(), config.also()));
    }

    @Override
    protected List<Component> components() {
        return List.of(new LoopThread("evaluation-loop", progress.activity(), this::evaluate, this::fail));
    }

    private void evaluate(StopSignal stop, Runnable ready) {
        HeldOut heldOut = HeldOut.read(config.questions(), config.benchmark(), config.limit());
        Benchmarks benchmarks = Benchmarks.of(heldOut, config.also(), config.limit());
        ComputeThreads.configure(run.threads());
        EventLog log = RunLog.open(run);
        try (LogGrader grader = LogGrader.of(log, config.verdictTimeout());
                DueVersions versions = versions(log);
                Results results = Results.of(log)) {
            stop.onRequest(grader::wakeup);
            stop.onRequest(versions::wakeup);
            stop.onRequest(results::wakeup);
            BenchmarkSuite suite = BenchmarkSuite.of(benchmarks, drawings(), grader, clock, () -> goOn(stop));
            ready.run();
            new EvaluationLoop(versions, suite, results, progress).run(stop);
        }
    }

    private DueVersions versions(EventLog log) {
        return new DueVersions(
                new AnnouncedVersions(LatestRecords.of(log, log.topics().policyUpdates()), clock),
                new VersionChoice(config.every(), config.idle()),
                EvaluatedWeights.on(run.device()));
    }

    private List<Drawing> drawings() {
        List<Drawing> drawings = new ArrayList<>(List.of(Drawing.greedy(config.maxNewTokens())));
        if (config.samples() > 0) {
            drawings.add(Drawing.sampled(config.samples(), config.maxNewTokens()));
        }
        return drawings;
    }

    private static void goOn(StopSignal stop) {
        if (stop.requested()) {
            throw new WakeupException();
        }
    }

    /** Up while the loop's thread runs; reports the loop's activity and since when. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck evaluationLoop() {
        return () -> {
            HealthCheckResponseBuilder health = HealthCheckResponse.named("evaluation-loop")
                    .status(alive())
                    .withData("results", progress.measured());
            progress.activity().now().addTo(health, "is_at", "since");
            return health.build();
        };
    }
}
