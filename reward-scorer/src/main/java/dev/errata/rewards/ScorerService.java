package dev.errata.rewards;

import dev.errata.rewards.config.RunConfig;
import dev.errata.rewards.config.ScorerConfig;
import dev.errata.rewards.config.ScorerConfig.Role;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.TopicCreation;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reward scorer's life: it starts the parts of its role, stops and joins them, and ends the process with code 1 when
 * one of them cannot go on, so that whoever supervises it starts it again.
 */
@ApplicationScoped
public class ScorerService {

    private static final Logger LOG = LoggerFactory.getLogger(ScorerService.class);

    /** Less than stop_grace_period in docker-compose.yml, so that what did not stop can still be said. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final ScorerParts parts;
    private final RunConfig run;
    private final ScorerConfig scorer;
    private final List<ScorerPart> running = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** The settings come from the service's configuration. */
    public ScorerService(ScorerParts parts, RunConfig run, ScorerConfig scorer) {
        this.parts = parts;
        this.run = run;
        this.scorer = scorer;
    }

    void start(@Observes StartupEvent event) {
        try {
            EventLog log = parts.log();
            TopicCreation.ensure(log, run.replication(), log.topics().all());
            if (scorer.role().scores()) {
                running.add(parts.topology(this::fail));
            }
            if (servesRewardModel()) {
                running.add(parts.rewardModel(this::fail));
            }
            running.forEach(ScorerPart::start);
            LOG.info("Reward scorer '{}' started as {}.", scorer.id(), scorer.role());
        } catch (RuntimeException unusable) {
            fail(unusable);
        }
    }

    /** Instance rewards ask no reward model, so a process of both roles serves none. */
    private boolean servesRewardModel() {
        boolean asked = scorer.rewards() != RewardKind.INSTANCE;
        if (!asked && scorer.role() == Role.REWARD_MODEL) {
            throw new IllegalArgumentException(
                    "This process would serve a reward model that nobody asks:"
                            + " scorer.rewards=instance scores by the verdict alone. Leave scorer.role=reward-model out of the run.");
        }
        return asked && scorer.role().servesRewardModel();
    }

    void stop(@Observes ShutdownEvent event) {
        stop(running, LONGEST_STOP).forEach(tooLate -> LOG.error(tooLate.getMessage()));
    }

    /** Stops parts side by side, all by the same deadline; what kept those that did not stop. */
    static List<RuntimeException> stop(List<ScorerPart> parts, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        parts.forEach(ScorerPart::askToStop);
        List<RuntimeException> late = new ArrayList<>();
        for (ScorerPart part : parts) {
            try {
                part.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            } catch (RuntimeException tooLate) {
                late.add(tooLate);
            }
        }
        return late;
    }

    /** The parts that this process runs. */
    List<ScorerPart> running() {
        return running;
    }

    private void fail(Throwable reason) {
        if (failed.compareAndSet(false, true)) {
            LOG.error("The reward scorer stops: {}", oneSentence(reason));
            LOG.debug("The reward scorer stops.", reason);
            Quarkus.asyncExit(1);
        }
    }

    private static String oneSentence(Throwable reason) {
        Throwable cause = reason;
        while (cause.getCause() != null && isWrapper(cause)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.toString() : message;
    }

    /** Kafka Streams wraps what went wrong; the first exception that is not its own says what did. */
    private static boolean isWrapper(Throwable exception) {
        return exception.getClass().getName().startsWith("org.apache.kafka.streams.errors.");
    }
}
