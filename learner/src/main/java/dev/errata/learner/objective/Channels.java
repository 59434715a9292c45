package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import java.util.List;

/** What a batch says of each answer token: the rows of {@code channels} in the objectives' scripts. */
public final class Channels {

    /** log mu of the token, nats: what the policy that sampled it gave it; 0 where nobody sampled it. */
    public static final int BEHAVIOR_LOG_PROB = 0;

    /** r_t of the token, dimensionless, in [-0.1, 0.5] by default; 0 keeps it out of the RL term. */
    public static final int REWARD = 1;

    /** w_j of the token, dimensionless, at least 0; 0 keeps it out of the imitation term. */
    public static final int IMITATION_WEIGHT = 2;

    /** Names of the rows, in order. */
    static final List<String> NAMES = List.of("behavior log-prob", "reward", "imitation weight");

    private Channels() {}

    /** Tokens of the whole batch with a non-zero entry in a channel: the denominator of the term it belongs to. */
    public static int members(TrainingBatch batch, int channel) {
        return batch.sequences().stream()
                .mapToInt(sequence -> {
                    int members = 0;
                    for (float entry : sequence.channels()[channel]) {
                        members += entry != 0 ? 1 : 0;
                    }
                    return members;
                })
                .sum();
    }
}
