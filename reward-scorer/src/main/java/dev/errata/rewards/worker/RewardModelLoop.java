package dev.errata.rewards.worker;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The flow of the reward model's worker: collect a batch of rollouts, review it, publish token rewards and rewrites. The
 * output and the offsets of a batch are one transaction, so each rollout is reviewed exactly once, even when the worker is
 * killed and restarted.
 */
public final class RewardModelLoop implements Runnable {

    private final RolloutInbox inbox;
    private final RolloutReview reviewer;
    private final Progress progress;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** A loop that has not begun. */
    public RewardModelLoop(RolloutInbox inbox, RolloutReview reviewer, Progress progress) {
        this.inbox = inbox;
        this.reviewer = reviewer;
        this.progress = progress;
    }

    /** Runs until {@link #stop}; throws a failure that it cannot recover from. */
    @Override
    public void run() {
        while (!stopping.get()) {
            progress.enter("rollouts to review");
            List<ConsumerRecord<String, byte[]>> batch = inbox.collect();
            if (batch.isEmpty()) {
                continue;
            }
            progress.enter("the reward model to review a batch");
            List<ProducerRecord<String, byte[]>> reviews = reviewer.review(batch);
            progress.enter("the broker to commit a batch");
            inbox.publish(reviews);
        }
    }

    /** Asks the loop to end after the current batch; any thread may call it. */
    public void stop() {
        stopping.set(true);
    }
}
