package dev.errata.rewards.worker;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The flow of the reward model's worker: take a batch of rollouts, review it, publish what the reward model says. A batch,
 * its output and its offsets are one transaction, so each rollout is reviewed once however often the worker dies.
 */
public final class RewardModelLoop implements Runnable {

    private final RolloutInbox inbox;
    private final Reviewer reviewer;
    private final Progress progress;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Says what the reward model makes of a batch. */
    @FunctionalInterface
    public interface Reviewer {
        List<ProducerRecord<String, byte[]>> review(List<ConsumerRecord<String, byte[]>> batch);
    }

    public RewardModelLoop(RolloutInbox inbox, Reviewer reviewer, Progress progress) {
        this.inbox = inbox;
        this.reviewer = reviewer;
        this.progress = progress;
    }

    /** Runs until {@link #stop}; a failure that cannot be repaired here is thrown. */
    @Override
    public void run() {
        while (!stopping.get()) {
            progress.enter("rollouts to review");
            List<ConsumerRecord<String, byte[]>> batch = inbox.take();
            if (batch.isEmpty()) {
                continue;
            }
            progress.enter("the reward model to review a batch");
            List<ProducerRecord<String, byte[]>> reviews = reviewer.review(batch);
            progress.enter("the broker to commit a batch");
            inbox.publish(reviews);
        }
    }

    /** Asks the loop to end after the batch in hand; any thread may. */
    public void stop() {
        stopping.set(true);
    }
}
