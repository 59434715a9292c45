package dev.errata.ops.bench.soak;

import dev.errata.ops.bench.Network;
import dev.errata.policy.Policy;
import dev.errata.policy.network.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Training steps and sampling calls at the same time in one process, each kind on a thread and a policy of its own. The
 * kind that is done first goes on until the other is done too, so that all of it is concurrent. Runs once.
 */
public final class Soak {

    private static final int READ_EVERY_TURNS = 100;
    private static final long READ_EVERY_MILLIS = 2_000;

    private final Network network;
    private final SoakPlan plan;
    private final long seed;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger samples = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<MemoryReading> readings = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long began;
    private volatile boolean running;
    private volatile boolean stopped;

    /**
     * A soak that has not begun.
     *
     * @param seed seed of random weights; every turn draws its work from a seed that follows
     */
    public Soak(Network network, SoakPlan plan, long seed) {
        this.network = network;
        this.plan = plan;
        this.seed = seed;
    }

    /** What is done, in words. */
    public static String description(int vocabulary) {
        return "training steps on " + TrainingTurns.workload(vocabulary, 0).name() + ", and sampling calls for "
                + SamplingTurns.workload(vocabulary, 0).name();
    }

    /**
     * Works until the plan is done, its time is over, or somebody stops it.
     *
     * @param listener hears of the memory every two seconds
     * @throws IllegalStateException if training or sampling failed; the cause says how
     */
    public SoakResult run(Consumer<MemoryReading> listener) throws InterruptedException {
        began = System.nanoTime();
        running = true;
        Thread training = new Thread(() -> work(TrainingTurns::new, steps), "soak-training");
        Thread sampling = new Thread(() -> work(SamplingTurns::new, samples), "soak-sampling");
        try {
            training.start();
            sampling.start();
            for (Thread thread : List.of(training, sampling)) {
                while (thread.isAlive()) {
                    thread.join(READ_EVERY_MILLIS);
                    listener.accept(read());
                }
            }
        } finally {
            stopped = true;
            training.join();
            sampling.join();
            ended.countDown();
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException(
                    "the soak failed after " + steps + " steps and " + samples + " samples: " + cause.getMessage(), cause);
        }
        return new SoakResult(plan, List.copyOf(readings));
    }

    /**
     * Ends the soak and returns when the native calls under way have returned and their threads are gone. A process must
     * not exit before: libtorch's globals are destroyed at exit, and whoever still computes with them crashes.
     */
    public void stop() throws InterruptedException {
        stopped = true;
        if (running) {
            ended.await();
        }
    }

    private void work(Function<Policy, Turns> kind, AtomicInteger done) {
        if (stopped) {
            return;
        }
        try (Policy policy = network.open(seed, "cpu");
                Turns turns = kind.apply(policy)) {
            // A thread starts with as many threads as were set last in the process, which may be a sampling lane's one.
            Engine.restoreThreads();
            while (!isOver()) {
                turns.take(seed + done.get());
                if (done.incrementAndGet() % READ_EVERY_TURNS == 0) {
                    read();
                }
            }
        } catch (RuntimeException | Error cause) {
            failure.compareAndSet(null, cause);
            stopped = true;
        }
    }

    private boolean isOver() {
        return stopped
                || plan.isDone(steps.get(), samples.get())
                || System.nanoTime() - began >= plan.atMost().toNanos();
    }

    private synchronized MemoryReading read() {
        MemoryReading reading = MemoryReading.now((System.nanoTime() - began) / 1e9, steps.get(), samples.get());
        readings.add(reading);
        return reading;
    }
}
