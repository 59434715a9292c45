package dev.errata.actors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The actor's settings: sampling, batch size, and how far it may run ahead of the learner. */
@ConfigMapping(prefix = "actor")
public interface ActorConfig {

    /**
     * Name of this actor, unique in its run and the same after a restart: group membership and transactions belong to
     * it.
     */
    @WithDefault("actor-0")
    String id();

    /**
     * Most questions answered in one batch, with {@code actor.answers-per-question} answers each; a source with more
     * answers per question gets fewer. A batch has fewer questions where several actors share a small budget (decision
     * 0007).
     */
    @WithDefault("64")
    int questionsPerBatch();

    /** Answers sampled for each asked question (n), unless its source has another number. */
    @WithDefault("4")
    int answersPerQuestion();

    /** Distinguishes repetitions of a run: with another seed the same questions get other sampled answers. */
    @WithDefault("0")
    long seed();

    /** Softmax temperature; 0 is greedy. */
    @WithDefault("1.0")
    double temperature();

    /** Probability mass of nucleus sampling, in (0, 1]; 1 is off. */
    @WithDefault("1.0")
    double topP();

    /** Number of most probable tokens considered at each step; 0 is off. */
    @WithDefault("0")
    int topK();

    /** Most new tokens of an answer. */
    @WithDefault("56")
    int maxNewTokens();

    /** Largest question record in bytes; a larger one goes to dead-letters. */
    @WithDefault("65536")
    int maxQuestionBytes();

    /** Most tokens of a prompt; a question with a longer prompt goes to dead-letters. */
    @WithDefault("512")
    int maxPromptTokens();

    /**
     * Most questions of each source that are read ahead; beyond that its topic is paused. Of a shuffled source, or one
     * that is asked again, up to 512 questions of each partition are in memory too.
     */
    @WithDefault("256")
    int bufferedPerSource();

    /** Most policy versions that a trained answer may lag behind the learner (η); 0 is the synchronous mode. */
    @WithDefault("4")
    int maxStaleness();

    /** Rollouts the learner trains on for each version it publishes: updates per version times rollouts per update. */
    @WithDefault("256")
    int rolloutsPerVersion();

    /**
     * When newer weights are adopted: {@code between-batches}, {@code in-flight} (in the middle of answers, keeping the
     * KV cache) or {@code in-flight-recompute} (in the middle of answers, recomputing the KV cache). The version of
     * each token is recorded in every case.
     */
    @WithDefault("between-batches")
    WeightUpdates weightUpdates();

    /**
     * Whether a reward model reads the rollouts; rollouts that it has not read yet count as queued. With
     * {@code scorer.rewards=instance} there is none, and rollouts that the scorer has not read yet count.
     */
    @WithDefault("true")
    boolean rewardModel();

    /**
     * Whether questions without a {@code reference} go to dead-letters, since the objective needs a worked solution.
     * Not set, they do if a reward model reads the rollouts.
     */
    Optional<Boolean> needsReference();

    /** Whether all answers to an asked question go to one partition, as {@code scorer.groups} needs. */
    @WithDefault("false")
    boolean groups();

    /** The longest wait for the first weights. */
    @WithDefault("PT120S")
    Duration firstWeightsTimeout();

    /** Interval between two progress lines in the log. */
    @WithDefault("PT10S")
    Duration progressEvery();

    /** The time that a running batch has to end when the service is stopped. */
    @WithDefault("PT30S")
    Duration stopTimeout();
}
