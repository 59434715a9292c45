package dev.errata.service;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Runs a loop on its own thread. The thread opens, uses and closes all resources of the loop, because tensors belong to
 * one thread and no native call may outlive it.
 */
public final class LoopThread implements Component {

    private final Activity activity;
    private final StopSignal stop = new StopSignal();
    private final Thread thread;
    private volatile boolean ready;

    /** Opens a loop's resources, runs the loop until it is asked to stop, and closes them. */
    @FunctionalInterface
    public interface Body {

        /**
         * Called once, on the loop's thread. A Kafka WakeupException ends it without a failure where it was asked to
         * stop.
         *
         * @param ready to be called when everything is open and the loop begins
         */
        void run(StopSignal stop, Runnable ready);
    }

    /**
     * Creates a loop thread, not yet started.
     *
     * @param failed called on the loop's thread with an exception that ended the loop
     */
    public LoopThread(String name, Activity activity, Body body, Consumer<Throwable> failed) {
        this.activity = activity;
        this.thread = new Thread(() -> run(body, failed), name);
    }

    private void run(Body body, Consumer<Throwable> failed) {
        try {
            body.run(stop, () -> ready = true);
        } catch (WakeupException woken) {
            if (!stop.requested()) {
                failed.accept(woken);
            }
        } catch (RuntimeException | Error fatal) {
            failed.accept(fatal);
        }
    }

    @Override
    public String name() {
        return thread.getName();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void askToStop() {
        stop.request();
    }

    @Override
    public boolean stop(Duration limit) {
        askToStop();
        try {
            // 0 would wait forever.
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public boolean ready() {
        return ready && thread.isAlive();
    }

    @Override
    public Activity.State activity() {
        return activity.now();
    }
}
