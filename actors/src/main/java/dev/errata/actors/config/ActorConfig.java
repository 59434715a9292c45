package dev.errata.actors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an actor samples, how much at once, and how far it may run ahead of the learner. */
@ConfigMapping(prefix = "actor")
public interface ActorConfig {

    /** Name of this actor, unique in its run and kept over restarts: it owns group membership and transactions. */
    @WithDefault("actor-0")
    String id();

    /** Most questions answered in one batch; fewer where several actors share little room (decision 0007). */
    @WithDefault("64")
    int questionsPerBatch();

    /** Answers sampled for each asked question (n). */
    @WithDefault("4")
    int answersPerQuestion();

    /** Tells repetitions of a run apart: with another number the same questions are answered by other samples. */
    @WithDefault("0")
    long seed();

    /** Softmax temperature; 0 is greedy. */
    @WithDefault("1.0")
    double temperature();

    /** Nucleus mass in (0, 1]; 1 is off. */
    @WithDefault("1.0")
    double topP();

    /** Most tokens considered at each step; 0 is off. */
    @WithDefault("0")
    int topK();

    /** Most tokens of an answer. */
    @WithDefault("56")
    int maxNewTokens();

    /** Most bytes of a question record; a larger one is set aside. */
    @WithDefault("65536")
    int maxQuestionBytes();

    /** Most tokens of a prompt; a question with a longer one is set aside. */
    @WithDefault("512")
    int maxPromptTokens();

    /** Most questions held in memory for each source; its topic is paused beyond. */
    @WithDefault("256")
    int bufferedPerSource();

    /** Most policy versions that a trained answer may lag (η); 0 is the synchronous mode. */
    @WithDefault("4")
    int maxStaleness();

    /** Rollouts the learner trains on for each version it publishes: updates per version times rollouts per update. */
    @WithDefault("256")
    int rolloutsPerVersion();

    /**
     * When newer weights are taken: {@code between-batches}, {@code in-flight} (in the middle of answers, the KV cache kept)
     * or {@code in-flight-recompute} (the same, the KV cache made anew). Each token's version is recorded in any case.
     */
    @WithDefault("between-batches")
    WeightUpdates weightUpdates();

    /**
     * Whether a reward model reads the rollouts, and what it has yet to read counts as queued. With
     * {@code scorer.rewards=instance} none does, and the scorer's own reading counts.
     */
    @WithDefault("true")
    boolean rewardModel();

    /** Whether all answers to an asked question go to one partition, as {@code scorer.groups} needs. */
    @WithDefault("false")
    boolean groups();

    /** How long to wait for the first weights. */
    @WithDefault("PT120S")
    Duration firstWeightsTimeout();

    /** How often to say in the log how far the actor is. */
    @WithDefault("PT10S")
    Duration progressEvery();

    /** How long a batch under way may take to end when the service is stopped. */
    @WithDefault("PT30S")
    Duration stopTimeout();
}
