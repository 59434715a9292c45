package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.AnswerView;
import dev.errata.ops.monitor.state.Limits;
import dev.errata.ops.monitor.state.LogStatus;
import dev.errata.ops.monitor.state.RunState;
import dev.errata.ops.monitor.state.Snapshot;
import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.topics.EventLog;
import dev.errata.service.Activity;
import dev.errata.service.Component;
import dev.errata.service.HostedService;
import dev.errata.service.LoopThread;
import dev.errata.service.StopLimit;
import dev.errata.service.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live page's service: follows the log on one thread, and serves its state. */
@Singleton
public class Monitor extends HostedService {

    private static final int FEWEST_POINTS = 2;

    private final Clock clock = Clock.systemUTC();
    private final MonitorConfig config;
    private final MeterRegistry meters;
    private final EventLog log;
    private final RunState state;
    private final LogReachability reachability;

    /** The settings come from the service's configuration. */
    @Inject
    public Monitor(MonitoredRun run, MonitorConfig config, MeterRegistry meters) {
        super("monitor", StopLimit.of(Duration.ofSeconds(15)));
        this.config = config;
        this.meters = meters;
        this.log = impatient(run.log());
        Limits limits = new Limits(
                // Fewer are refused at the start, with a sentence.
                Math.max(FEWEST_POINTS, config.curvePoints()),
                config.answers(),
                config.stallAfter(),
                config.stalenessLimit().isPresent() ? config.stalenessLimit().getAsLong() : null);
        this.state = new RunState(log.topics().run(), limits);
        this.reachability = new LogReachability(
                clock, config.connectDeadline(), String.valueOf(log.client().get("bootstrap.servers")));
    }

    /** The log without long retries: the loop tries again by itself, and shows on the page what it waits for. */
    private static EventLog impatient(EventLog log) {
        Map<String, String> settings = new HashMap<>(log.client());
        settings.putIfAbsent("max.retries", "1");
        return new EventLog(log.topics(), settings);
    }

    @Override
    protected List<Component> components() {
        if (config.curvePoints() < FEWEST_POINTS) {
            throw new IllegalArgumentException(
                    "monitor.curve-points is " + config.curvePoints() + ": set " + FEWEST_POINTS + " or more.");
        }
        if (config.history() < 0 || config.metricHistory() < 0 || config.answers() < 0) {
            throw new IllegalArgumentException(
                    "monitor.history, monitor.metric-history or monitor.answers is below 0: set 0 or more.");
        }
        config.tokenizer().ifPresent(path -> state.vocabulary(vocabulary(path)));
        return List.of(new LoopThread("monitor-loop", new Activity(clock, "reading the log"), this::watch, this::fail));
    }

    private static Vocabulary vocabulary(Path path) {
        try {
            return Vocabulary.read(path);
        } catch (UncheckedIOException unreadable) {
            throw new IllegalArgumentException(
                    unreadable.getMessage() + ". Set monitor.tokenizer to a tokenizer.json or a folder with one.",
                    unreadable);
        }
    }

    private void watch(StopSignal stop, Runnable ready) {
        try (LogTail tail = new LogTail(log, config);
                Measurements measurements = new Measurements(log, state, clock, meters)) {
            stop.onRequest(tail::wakeup);
            ready.run();
            new MonitorLoop(tail, new LogRecords(log, state), measurements, state, reachability).run(stop);
        }
    }

    Snapshot snapshot() {
        return state.snapshot(clock.millis(), reachability.connection());
    }

    List<AnswerView> answers(@Nullable String source, @Nullable Boolean correct) {
        return state.answers(source, correct);
    }

    LogStatus connection() {
        return reachability.connection();
    }
}
