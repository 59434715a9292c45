package dev.errata.ops.bench.soak;

import dev.errata.ops.bench.BenchNetwork;
import dev.errata.ops.bench.soak.SoakPace.Kind;
import dev.errata.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Training steps and sampling calls at the same time in one process, each kind with its own thread and policy; see
 * {@link SoakPace}. Runs once.
 */
public final class Soak {

    private static final int READ_EVERY_TURNS = 100;
    private static final long READ_EVERY_MILLIS = 2_000;

    private final BenchNetwork network;
    private final SoakPlan plan;
    private final long seed;
    private final SoakPace pace;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<MemoryReading> readings = new ArrayList<>();
    private final long began = System.nanoTime();

    /**
     * A soak; its time starts now.
     *
     * @param seed seed of random weights; every turn draws its work from a later seed
     */
    public Soak(BenchNetwork network, SoakPlan plan, long seed) {
        this.network = network;
        this.plan = plan;
        this.seed = seed;
        pace = new SoakPace(plan);
    }

    /** Describes the work. */
    public static String description(int vocabulary) {
        return "training steps on " + TrainingTurns.workload(vocabulary, 0).name() + ", and sampling calls for "
                + SamplingTurns.workload(vocabulary, 0).name();
    }

    /**
     * Runs until the plan is done, its time is over or {@link #stop} is called; none of its native code runs
     * afterwards.
     *
     * @param listener receives a reading of the memory at the start and every two seconds
     * @throws IllegalStateException if training or sampling failed; the cause says how
     */
    public SoakResult run(Consumer<MemoryReading> listener) throws InterruptedException {
        Thread training = new Thread(() -> work(Kind.TRAINING, TrainingTurns::new), "soak-training");
        Thread sampling = new Thread(() -> work(Kind.SAMPLING, SamplingTurns::new), "soak-sampling");
        listener.accept(read(false));
        try {
            training.start();
            sampling.start();
            for (Thread thread : List.of(training, sampling)) {
                while (thread.isAlive()) {
                    thread.join(READ_EVERY_MILLIS);
                    if (thread.isAlive()) {
                        listener.accept(read(false));
                    }
                }
            }
        } finally {
            pace.stop();
            training.join();
            sampling.join();
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the soak failed: " + cause.getMessage(), cause);
        }
        return new SoakResult(plan, List.copyOf(readings));
    }

    /**
     * Makes {@link #run} return after the current turns. A process must not exit before it has returned: libtorch's
     * globals are destroyed at exit, and a thread that still computes with them crashes.
     */
    public void stop() {
        pace.stop();
    }

    private void work(Kind kind, Function<Policy, Turns> opening) {
        try {
            if (pace.awaitTurn(kind)) {
                takeTurns(kind, opening);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            pace.stop();
        } catch (RuntimeException | Error cause) {
            failure.compareAndSet(null, cause);
            pace.stop();
        }
    }

    private void takeTurns(Kind kind, Function<Policy, Turns> opening) throws InterruptedException {
        try (Policy policy = network.open(seed, "cpu");
                Turns turns = opening.apply(policy)) {
            // A new thread computes with the number of threads that was set last in the process, which may be the
            // single thread of a sampling lane.
            policy.prepareThread();
            while (pace.awaitTurn(kind)) {
                turns.take(seed + pace.made(kind));
                if (pace.count(kind) % READ_EVERY_TURNS == 0) {
                    read(kind == Kind.TRAINING);
                }
            }
            read(false);
        }
    }

    private synchronized MemoryReading read(boolean collect) {
        MemoryReading reading = MemoryReading.now(
                (System.nanoTime() - began) / 1e9, pace.made(Kind.TRAINING), pace.made(Kind.SAMPLING), collect);
        readings.add(reading);
        return reading;
    }
}
