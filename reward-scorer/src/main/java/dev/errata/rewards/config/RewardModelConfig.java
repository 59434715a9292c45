package dev.errata.rewards.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the reward model's worker. */
@ConfigMapping(prefix = "reward-model")
public interface RewardModelConfig {

    /** The reward model's folder; required in a process that serves the reward model. */
    Optional<Path> folder();

    /**
     * How often to check, between batches, whether the folder's weights have changed, and to load the new ones. Token
     * rewards and rewrites name the version of the weights. Not set, weights are never reloaded.
     */
    Optional<Duration> reloadEvery();

    /** Most tokens of a rewriting prompt, which holds question, reference and answer. */
    @WithDefault("256")
    int maxPromptTokens();

    /** Most tokens of a rewrite, including the part that is kept. */
    @WithDefault("56")
    int maxRewriteTokens();

    /**
     * Most rollouts in one batch, which is one transaction. Reviewing a batch must take less than {@code
     * errata.client."max.poll.interval.ms"}, by default 5 min.
     */
    @WithDefault("256")
    int batchSize();

    /** How long a batch that is not full waits for more rollouts. */
    @WithDefault("PT0.02S")
    Duration linger();

    /** Number of distinct answers whose assessments are cached from earlier batches. */
    @WithDefault("4096")
    int cacheSize();

    /**
     * Whether the reward model is asked for the first wrong step of a wrong answer, so that the rewrite keeps the steps
     * before it. Needs a reward model trained with {@code --locating}.
     */
    @WithDefault("false")
    boolean locating();
}
