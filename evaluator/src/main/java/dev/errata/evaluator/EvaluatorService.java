package dev.errata.evaluator;

import dev.errata.evaluator.benchmark.BenchmarkReader;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.evaluator.grading.LogGrader;
import dev.errata.evaluator.measurement.BenchmarkSuite;
import dev.errata.evaluator.measurement.Measurement;
import dev.errata.evaluator.progress.EvaluatorMetrics;
import dev.errata.evaluator.progress.EvaluatorProgress;
import dev.errata.evaluator.report.EarlierResults;
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
import java.util.List;
import java.util.Optional;
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
        EvaluatorMetrics.register(meters, progress, ConfiguredBenchmark.names(config));
    }

    @Override
    protected List<Component> components() {
        return List.of(new LoopThread("evaluation-loop", progress.activity(), this::evaluate, this::fail));
    }

    private void evaluate(StopSignal stop, Runnable ready) {
        List<ConfiguredBenchmark> benchmarks = ConfiguredBenchmark.all(config);
        ComputeThreads.configure(run.threads());
        EventLog log = RunLog.open(run);
        try (LogGrader grader = LogGrader.of(log, config.verdictTimeout());
                DueVersions versions = versions(log);
                Results results = Results.of(log)) {
            stop.onRequest(grader::wakeup);
            stop.onRequest(versions::wakeup);
            stop.onRequest(results::wakeup);
            EarlierResults earlier = results.resume();
            versions.done(earlier.versions(config.benchmark()));
            BenchmarkReader reader = new BenchmarkReader(Optional.of(log), () -> goOn(stop));
            BenchmarkSuite suite = new BenchmarkSuite(benchmarks.stream()
                    .map(one -> new BenchmarkSuite.Part(
                            measurement(read(reader, one, earlier), grader, stop), one.drawings()))
                    .toList());
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

    private MeasuredBenchmark read(BenchmarkReader reader, ConfiguredBenchmark one, EarlierResults earlier) {
        String name = one.plan().name();
        MeasuredBenchmark benchmark = reader.read(one.plan(), earlier.questionSet(name));
        progress.read(benchmark);
        return benchmark;
    }

    private Measurement measurement(MeasuredBenchmark benchmark, LogGrader grader, StopSignal stop) {
        return new Measurement(benchmark, grader, clock, (answered, total) -> goOn(stop));
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
