package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.AnswerView;
import dev.errata.ops.monitor.state.Limits;
import dev.errata.ops.monitor.state.LogStatus;
import dev.errata.ops.monitor.state.RunState;
import dev.errata.ops.monitor.state.Snapshot;
import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.topics.EventLog;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts and ends the loop with the service, and serves its state. */
@ApplicationScoped
public class Monitor {

    private static final Logger LOG = Logger.getLogger(Monitor.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);

    private final Clock clock = Clock.systemUTC();
    private final RunState state;
    private final LogReachability reachability;
    private final MonitorLoop loop;
    private final Thread thread;

    Monitor(MonitoredRun run, MonitorConfig config) {
        EventLog log = impatient(run.log());
        Limits limits = new Limits(
                config.curvePoints(),
                config.answers(),
                config.stallAfter(),
                config.stalenessLimit().isPresent() ? config.stalenessLimit().getAsLong() : null);
        this.state = new RunState(log.topics().run(), limits);
        config.tokenizer().ifPresent(path -> state.vocabulary(Vocabulary.read(path)));
        this.reachability = new LogReachability(
                clock,
                config.connectDeadline(),
                "Waiting for the log at " + log.client().get("bootstrap.servers") + ".");
        this.loop = new MonitorLoop(log, config, state, reachability, clock);
        this.thread = new Thread(this::watch, "monitor-loop");
    }

    /** The log without long retries: the loop tries again by itself, and shows on the page what it waits for. */
    private static EventLog impatient(EventLog log) {
        Map<String, String> settings = new HashMap<>(log.client());
        settings.putIfAbsent("max.retries", "1");
        return new EventLog(log.topics(), settings);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
        thread.join(STOP_DEADLINE.toMillis());
    }

    private void watch() {
        try {
            loop.run();
        } catch (RuntimeException broken) {
            LOG.error("The loop of the monitor failed and the service ends: " + broken.getMessage(), broken);
            Quarkus.asyncExit(1);
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

    boolean isRunning() {
        return thread.isAlive();
    }
}
