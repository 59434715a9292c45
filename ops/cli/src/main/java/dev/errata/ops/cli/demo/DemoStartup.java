package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.connection.RunConnection;
import dev.errata.ops.cli.console.Screen;
import dev.errata.ops.cli.demo.DemoSettings.Beginning;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.ops.cli.process.LogFileTail;
import dev.errata.ops.cli.process.Supervisor;
import dev.errata.policy.Backends;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts a demo: models, broker, topics, questions, then all services at once. */
final class DemoStartup {

    private static final Duration BROKER_START = Duration.ofSeconds(90);
    private static final Duration UNPACKING = Duration.ofMinutes(3);

    private final DemoSettings settings;
    private final Installation installation;
    private final StateFolder state;
    private final Supervisor supervisor;
    private final Screen screen;
    private final Roles roles;
    private @Nullable Process priming;

    DemoStartup(
            DemoSettings settings, Installation installation, StateFolder state, Supervisor supervisor, Screen screen) {
        this.settings = settings;
        this.installation = installation;
        this.state = state;
        this.supervisor = supervisor;
        this.screen = screen;
        this.roles = new Roles(installation, state, settings.ports(), settings.overrides());
    }

    /** The models to start from. Makes new ones, or wipes an earlier run, where the settings ask for it. */
    ModelPair models() throws InterruptedException {
        if (settings.beginning() == Beginning.FROM_SCRATCH) {
            primeEngine();
            awaitEngine();
            new FromScratch(installation, state, supervisor, screen).make();
        } else if (settings.beginning() == Beginning.FRESH) {
            state.wipe(Set.of());
        }
        return settings.options().models().orElseGet(() -> ModelPair.of(state.part("models"), installation));
    }

    /** Starts everything; slow steps run at the same time. */
    RunningLoop start(QuestionFiles questions, ModelPair models, Clock clock) throws InterruptedException {
        RunTimes times = new RunTimes(clock);
        RunConnection connection = roles.connection(settings.stalenessLimit());
        EventLog log = connection.log();
        String page = settings.options().observed()
                ? "live page  http://127.0.0.1:" + settings.ports().page() + "  "
                : "";
        screen.say(page + "(state and logs in " + state.folder() + ")");
        primeEngine();
        startBroker();
        questions.write(settings.options().questions());
        connection.save(state.folder());
        settings.ports().save(state.folder());
        createTopics(log);
        publish(log, questions);
        RunView view = new RunView(log).start();
        awaitEngine();
        supervisor.start(roles.learner(models.startPolicy()));
        supervisor.start(roles.actor(settings.options().seed()));
        supervisor.start(roles.scorer(models.rewardModel()));
        if (settings.options().observed()) {
            supervisor.start(roles.monitor());
            supervisor.start(roles.evaluator(
                    questions.heldOut(), questions.also(settings.options().also())));
        }
        return new RunningLoop(settings, supervisor, new RunningLoop.LogClients(view, log), screen, times);
    }

    private void startBroker() throws InterruptedException {
        try {
            Files.deleteIfExists(roles.brokerReady());
        } catch (IOException cause) {
            throw new CommandFailed("Cannot delete " + roles.brokerReady() + ": " + cause.getMessage() + ".", cause);
        }
        supervisor.start(roles.broker());
        Deadline.require(
                BROKER_START,
                "The broker did not answer (see " + state.log(Roles.BROKER) + ")",
                () -> Files.exists(roles.brokerReady()),
                supervisor::check);
    }

    private void createTopics(EventLog log) {
        List<Topic<?>> topics = new ArrayList<>(log.topics().all());
        topics.add(log.topics().questions(QuestionFiles.SOURCE));
        TopicCreation.ensure(log, (short) 1, topics);
    }

    private void publish(EventLog log, QuestionFiles questions) {
        TrainingQuestions training = new TrainingQuestions(log, QuestionFiles.SOURCE);
        training.settle(settings.options().seed(), settings.options().curriculum());
        training.publish(questions.training());
    }

    private void primeEngine() {
        if (priming == null && !Backends.librariesAreUnpacked()) {
            screen.say("unpacking the tensor engine once (430 MB)");
            priming = supervisor.startOnce(roles.enginePriming());
        }
    }

    private void awaitEngine() throws InterruptedException {
        Process unpacking = priming;
        if (unpacking == null) {
            return;
        }
        Deadline.require(
                UNPACKING, "The tensor engine was not unpacked", () -> !unpacking.isAlive(), supervisor::check);
        if (unpacking.exitValue() != 0) {
            throw new CommandFailed("The tensor engine's native library cannot be loaded: Errata runs on Linux x86-64,"
                    + " and the folder DJL_CACHE_DIR (default ~/.djl.ai) needs 500 MB of free space. "
                    + state.log("engine-priming") + " ends with:\n  "
                    + String.join("\n  ", LogFileTail.of(state.log("engine-priming"), 6)));
        }
    }
}
