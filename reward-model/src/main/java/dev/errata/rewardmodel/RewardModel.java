package dev.errata.rewardmodel;

import java.util.List;

/** Assesses answers token by token. Not thread-safe. */
public interface RewardModel extends AutoCloseable {

    /** Name of the model's weights, as token rewards and rewrites record it. */
    String version();

    /** Assesses a batch of answers; one assessment per answer, in order. */
    List<Assessment> assess(List<Answer> answers);

    @Override
    void close();
}
