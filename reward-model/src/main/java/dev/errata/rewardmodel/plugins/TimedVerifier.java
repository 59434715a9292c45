package dev.errata.rewardmodel.plugins;

import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewardmodel.judge.Verifier;
import dev.errata.rewardmodel.judge.VerifierFailedException;
import dev.errata.schemas.Question;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a verifier on threads of its own, so that one that hangs, throws or exhausts its stack costs that answer and
 * nothing else.
 *
 * <p>A call that exceeds the limit is interrupted and abandoned. While {@value #MOST_RUNNING} calls are running,
 * abandoned ones included, further answers fail at once: a verifier that always hangs costs a bounded time and a
 * bounded number of threads.
 */
final class TimedVerifier implements Verifier {

    private static final int MOST_RUNNING = 16;

    private final Verifier verifier;
    private final String task;
    private final Duration limit;
    private final Semaphore free = new Semaphore(MOST_RUNNING);
    private final ExecutorService threads;

    /** Runs a verifier with a limit on the time of each call. */
    TimedVerifier(Verifier verifier, Duration limit) {
        this.verifier = verifier;
        this.task = verifier.task();
        this.limit = limit;
        // Daemons, because a call that never returns must not keep the process alive.
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "verifier-" + task);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String task() {
        return task;
    }

    @Override
    public Rating verify(Question question, String answer, boolean ended) {
        return call(() -> verifier.verify(question, answer, ended));
    }

    @Override
    public Optional<String> refuse(Question question) {
        try {
            return call(() -> verifier.refuse(question));
        } catch (VerifierFailedException failed) {
            return Optional.of(failed.getMessage() + " Change the question or the plug-in.");
        }
    }

    private <T> T call(Callable<T> call) {
        if (!free.tryAcquire()) {
            throw failed("does not return from " + MOST_RUNNING + " earlier answers");
        }
        FutureTask<T> result = new FutureTask<>(call);
        threads.execute(() -> {
            try {
                result.run();
            } finally {
                free.release();
            }
        });
        T value = await(result);
        if (value == null) {
            throw failed("returned null");
        }
        return value;
    }

    private <T> T await(Future<T> result) {
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(true);
            throw failed("did not return within " + limit.toMillis() + " ms");
        } catch (ExecutionException thrown) {
            throw failed("threw " + thrown.getCause());
        } catch (InterruptedException interrupted) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        }
    }

    private VerifierFailedException failed(String why) {
        return new VerifierFailedException("The plug-in of the task '" + task + "' " + why + ".");
    }
}
