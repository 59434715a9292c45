package dev.errata.rewards.worker;

import dev.errata.rewardmodel.rewrite.FollowedFolder;
import dev.errata.rewardmodel.rewrite.RewardModel;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reviews each batch with the reward model that its folder holds by then; a batch has one version. Not thread-safe. */
public final class FollowingReview implements AutoCloseable {

    private final FollowedFolder folder;
    private final Function<RewardModel, RolloutReview> reviewing;
    private RewardModel model;
    private RolloutReview reviewer;

    /**
     * A review by the model that is loaded; closes the folder.
     *
     * @param reviewing reviews rollouts with a model
     */
    public FollowingReview(FollowedFolder folder, Function<RewardModel, RolloutReview> reviewing) {
        this.folder = folder;
        this.reviewing = reviewing;
        this.model = folder.model();
        this.reviewer = reviewing.apply(model);
    }

    /** As {@link RolloutReview#review}. */
    public List<ProducerRecord<String, byte[]>> review(List<ConsumerRecord<String, byte[]>> batch) {
        RewardModel now = folder.model();
        if (now != model) {
            model = now;
            reviewer = reviewing.apply(now);
        }
        return reviewer.review(batch);
    }

    @Override
    public void close() {
        folder.close();
    }
}
