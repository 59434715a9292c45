package dev.errata.rewards.worker;

import dev.errata.rewards.records.RolloutInbox;
import dev.errata.service.Activity;
import dev.errata.service.StopSignal;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The flow of the reward model's worker: collect a batch of rollouts, review it, publish token rewards and rewrites.
 * The output and the offsets of a batch are one transaction, so each rollout is reviewed exactly once, even when the
 * worker is killed and restarted.
 */
public final class RewardModelLoop {

    private final RolloutInbox inbox;
    private final RolloutReview reviewer;
    private final Activity activity;

    /** A loop that has not begun. */
    public RewardModelLoop(RolloutInbox inbox, RolloutReview reviewer, Activity activity) {
        this.inbox = inbox;
        this.reviewer = reviewer;
        this.activity = activity;
    }

    /**
     * Runs until it is asked to stop; the current batch is finished first. Throws exceptions that it cannot recover
     * from.
     */
    public void run(StopSignal stop) {
        while (!stop.requested()) {
            activity.waitFor("rollouts to review");
            List<ConsumerRecord<String, byte[]>> batch = inbox.collect();
            if (batch.isEmpty()) {
                continue;
            }
            activity.waitFor("the reward model to review a batch");
            List<ProducerRecord<String, byte[]>> reviews = reviewer.review(batch);
            activity.waitFor("the broker to commit a batch");
            inbox.publish(reviews);
        }
    }
}
