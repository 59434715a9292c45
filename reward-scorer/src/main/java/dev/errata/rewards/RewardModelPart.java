package dev.errata.rewards;

import dev.errata.rewards.worker.Progress;
import dev.errata.rewards.worker.ReloadingRewardModel;
import dev.errata.rewards.worker.RewardModelLoop;
import dev.errata.rewards.worker.RolloutInbox;
import dev.errata.rewards.worker.RolloutReview;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the reward model's worker on a thread of its own, on which the model is also loaded and closed: tensors keep to one
 * thread, and no native call outlives it.
 */
final class RewardModelPart implements ScorerPart {

    private final Supplier<ReloadingRewardModel> load;
    private final Function<ReloadingRewardModel, RolloutReview> reviewing;
    private final Supplier<RolloutInbox> connect;
    private final Progress progress;
    private final Thread thread;
    private volatile @Nullable RewardModelLoop loop;
    private volatile boolean stopping;

    /**
     * A worker that has not begun.
     *
     * @param load loads the model
     * @param reviewing reviews rollouts with the model
     * @param connect joins the consumer group
     * @param failed told the exception that ended the worker
     */
    RewardModelPart(
            Supplier<ReloadingRewardModel> load,
            Function<ReloadingRewardModel, RolloutReview> reviewing,
            Supplier<RolloutInbox> connect,
            Progress progress,
            Consumer<Throwable> failed) {
        this.load = load;
        this.reviewing = reviewing;
        this.connect = connect;
        this.progress = progress;
        this.thread = new Thread(() -> work(failed), "reward-model");
    }

    private void work(Consumer<Throwable> failed) {
        progress.enter("the reward model to load");
        try (ReloadingRewardModel models = load.get();
                RolloutInbox inbox = connect.get()) {
            RewardModelLoop running = new RewardModelLoop(inbox, reviewing.apply(models), progress);
            loop = running;
            if (!stopping) {
                running.run();
            }
        } catch (RuntimeException | Error failure) {
            failed.accept(failure);
        }
        progress.enter("nothing: the worker has ended");
    }

    @Override
    public String name() {
        return "reward-model";
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void askToStop() {
        stopping = true;
        RewardModelLoop running = loop;
        if (running != null) {
            running.stop();
        }
    }

    /** A batch in hand is finished first; on a busy CPU that takes a while. */
    @Override
    public void stop(Duration longest) {
        askToStop();
        try {
            // 0 would wait for ever.
            thread.join(Math.max(1, longest.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(
                    "The reward model did not stop in time; it waits for " + step().name() + ".");
        }
    }

    @Override
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public boolean ready() {
        return loop != null && thread.isAlive();
    }

    @Override
    public Progress.Step step() {
        return progress.current();
    }
}
