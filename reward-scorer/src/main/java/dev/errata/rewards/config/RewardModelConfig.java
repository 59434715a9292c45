package dev.errata.rewards.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the reward model's worker. */
@ConfigMapping(prefix = "reward-model")
public interface RewardModelConfig {

    /** The reward model's folder; needed wherever the reward model is served. */
    Optional<Path> folder();

    /**
     * How often to look, between batches, whether the folder's weights have changed, and to load the new ones; the version
     * that token rewards and rewrites name changes with them. Never where it is not set.
     */
    Optional<Duration> reloadEvery();

    /** Most tokens of a rewriting prompt: question, reference and answer. */
    @WithDefault("256")
    int maxPromptTokens();

    /** Most tokens of a rewrite, the kept part included. */
    @WithDefault("56")
    int maxRewriteTokens();

    /**
     * Most rollouts in one batch, which is one transaction. Reviewing a batch must take less than {@code
     * errata.client."max.poll.interval.ms"}, five minutes where it is not set.
     */
    @WithDefault("256")
    int batchSize();

    /** How long a batch that is not full waits for more. */
    @WithDefault("PT0.02S")
    Duration linger();

    /** Distinct answers remembered from earlier batches. */
    @WithDefault("4096")
    int cacheSize();

    /**
     * Whether a wrong answer's first wrong step is asked for, so that its rewrite keeps the steps before; needs a reward
     * model that was trained with {@code --locating}.
     */
    @WithDefault("false")
    boolean locating();
}
