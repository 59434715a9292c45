package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.connection.RunConnection;
import dev.errata.ops.cli.process.Guarded;
import dev.errata.ops.cli.process.JavaLaunch;
import dev.errata.ops.cli.process.Launch;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** Builds the launch of each role of a demo: class path, memory, settings. */
public final class Roles {

    static final String BROKER = "broker";
    static final String LEARNER = "learner";
    static final String SCORER = "reward-scorer";
    static final String ACTOR = "actor";
    static final String EVALUATOR = "evaluator";
    static final String MONITOR = "monitor";

    private static final String QUARKUS_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    /**
     * A process that runs out of memory exits and is restarted. Otherwise it could continue without some of its
     * threads.
     */
    private static final String OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    /** The C1 compiler only: enough for processes that do not compute, and it leaves the cores to those that do. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private final Installation installation;
    private final StateFolder state;
    private final Ports ports;
    private final Map<String, String> overrides;

    /** Roles of one demo. */
    public Roles(Installation installation, StateFolder state, Ports ports, Map<String, String> overrides) {
        this.installation = installation;
        this.state = state;
        this.ports = ports;
        this.overrides = overrides;
    }

    /** The addresses of the demo's event log. */
    public RunConnection connection(long stalenessLimit) {
        return new RunConnection(
                "",
                Map.of(
                        "bootstrap.servers", "127.0.0.1:" + ports.broker(),
                        "schema.registry.url", "http://127.0.0.1:" + ports.registry()),
                OptionalLong.of(stalenessLimit));
    }

    /** The file that the broker writes when broker and registry answer. */
    public Path brokerReady() {
        return state.part("broker").resolve("ready");
    }

    /** Broker and registry in one process. */
    public Launch broker() {
        return new JavaLaunch(BROKER, "dev.errata.ops.broker.BrokerMain")
                .classPath(installation.classPath("ops/broker"))
                .classPath(guardPath())
                .options("-Xmx384m", "-XX:+UseSerialGC", QUICK_COMPILER, OUT_OF_MEMORY)
                .arguments("--data", state.part("broker"))
                .arguments("--port", ports.broker())
                .arguments("--controller-port", ports.controller())
                .arguments("--registry-port", ports.registry())
                .to(state.log(BROKER), state.pid(BROKER));
    }

    /** A process that loads the engine once, so that its libraries are unpacked before the services need them. */
    public Launch enginePriming() {
        return new JavaLaunch("engine-priming", EnginePriming.class.getName())
                .classPath(installation.ownClassPath())
                .options("-Xmx256m", "-XX:+UseSerialGC", QUICK_COMPILER, "-Dai.djl.offline=true")
                .to(state.log("engine-priming"), state.pid("engine-priming"));
    }

    /** The learner, beginning from a policy. */
    public Launch learner(Path startPolicy) {
        return to(tensorService(LEARNER, "learner")
                .property("learner.start-policy", startPolicy)
                .property("learner.weights-dir", state.part("weights"))
                .property("learner.checkpoint-dir", state.part("checkpoints"))
                .property("learner.batch-rollouts", DemoSettings.BATCH_ROLLOUTS)
                .property("learner.publish-every", DemoSettings.PUBLISH_EVERY)
                .property("learner.max-staleness", stalenessLimit()));
    }

    /** Scoring topology and reward model. */
    public Launch scorer(Path rewardModel) {
        return to(tensorService(SCORER, "reward-scorer")
                .property("reward-model.folder", rewardModel)
                .property("scorer.id", "scorer-0")
                .property("scorer.state-dir", state.part("streams")));
    }

    /** An actor that samples with a seed. */
    public Launch actor(long seed) {
        return to(tensorService(ACTOR, "actors")
                .property("actor.id", "actor-0")
                .property("actor.seed", seed)
                .property("actor.answers-per-question", DemoSettings.ANSWERS_PER_QUESTION)
                .property("actor.max-staleness", stalenessLimit())
                .property(
                        "actor.rollouts-per-version",
                        chosen("learner.batch-rollouts", DemoSettings.BATCH_ROLLOUTS)
                                * chosen("learner.publish-every", DemoSettings.PUBLISH_EVERY)));
    }

    /**
     * The evaluator.
     *
     * @param heldOut file of the held-out questions
     * @param also files of further sets, by name
     */
    public Launch evaluator(Path heldOut, Map<String, Path> also) {
        JavaLaunch launch = tensorService(EVALUATOR, "evaluator").nice(5).property("evaluator.questions", heldOut);
        also.forEach((name, file) -> launch.property("evaluator.also." + name, file));
        return to(launch);
    }

    /** The live page. */
    public Launch monitor() {
        return to(service(MONITOR, "ops/monitor")
                .options("-Xmx384m", QUICK_COMPILER)
                .nice(5)
                .property("monitor.staleness-limit", stalenessLimit()));
    }

    /** The staleness limit of actor, learner and live page: that of the learner, where one is given. */
    private long stalenessLimit() {
        return chosen("learner.max-staleness", DemoSettings.STALENESS_LIMIT);
    }

    private long chosen(String key, long usual) {
        return DemoSettings.chosen(overrides, key, usual);
    }

    private JavaLaunch tensorService(String role, String module) {
        return service(role, module)
                .options(
                        "-Xmx1536m",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:CompilerDirectivesFile=" + compilerDirectives())
                .options(Installation.vectors())
                .property("errata.device", "cpu");
    }

    /**
     * These directives give the vector loops to the C2 compiler; without it they are a hundred times slower. Everything
     * else is left to C1, which takes less of the cores from the computing threads.
     */
    private Path compilerDirectives() {
        return installation.home().resolve("ops/jvm/compile-vectors.json");
    }

    private JavaLaunch service(String role, String module) {
        int port = role.equals(MONITOR) ? ports.page() : ports.of(role);
        return new JavaLaunch(role, QUARKUS_MAIN)
                .classPath(guardPath())
                .classPath(installation.service(module).toString())
                .options("-XX:+UseSerialGC", OUT_OF_MEMORY)
                .property("ai.djl.offline", true)
                .property("java.util.logging.manager", "org.jboss.logmanager.LogManager")
                .property("quarkus.http.host", "127.0.0.1")
                .property("quarkus.http.port", port)
                .property("errata.client.\"bootstrap.servers\"", "127.0.0.1:" + ports.broker())
                .property("errata.client.\"schema.registry.url\"", "http://127.0.0.1:" + ports.registry())
                .environment("OMP_NUM_THREADS", "1")
                .environment("OMP_WAIT_POLICY", "PASSIVE")
                .environment("MALLOC_ARENA_MAX", "2");
    }

    /** Overrides come last, since the JVM takes the later of two properties with the same name. */
    private Launch to(JavaLaunch launch) {
        String role = launch.role();
        overrides.forEach((key, value) -> {
            if (!role.equals(MONITOR) || isOfEveryReader(key)) {
                launch.property(key, value);
            }
        });
        return launch.to(state.log(role), state.pid(role));
    }

    /** Whether a setting is not one of the services that compute, which the live page would refuse. */
    private static boolean isOfEveryReader(String key) {
        return !key.startsWith("errata.") || key.startsWith("errata.client.") || key.equals("errata.run");
    }

    /** Class path of {@link Guarded}: the jar of this command, without its dependencies. */
    private static String guardPath() {
        try {
            return Path.of(Guarded.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The location of a class is a URI.", impossible);
        }
    }
}
