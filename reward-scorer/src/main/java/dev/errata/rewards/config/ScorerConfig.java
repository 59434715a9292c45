package dev.errata.rewards.config;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.schemas.RewardKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the scoring topology, and which parts of the reward scorer a process runs. */
@ConfigMapping(prefix = "scorer")
public interface ScorerConfig {

    /** The parts of the reward scorer that this process runs. */
    @WithDefault("all")
    Role role();

    /**
     * Name of this process among its like. A process that comes back under its name takes its partitions over at once; two
     * that run at the same time need different ones.
     */
    @WithDefault("${HOSTNAME:scorer-0}")
    String id();

    /** How long a rollout may wait for its token rewards and its rewrite. */
    @WithDefault("PT2M")
    Duration timeout();

    /**
     * Where rewards come from: {@code tokens} (the reward model's token rewards and rewrites), {@code instance} (the verdict
     * alone, without any reward model) or {@code instance-with-rewrite} (the verdict, but the reward model's rewrites).
     */
    @WithDefault("tokens")
    RewardKind rewards();

    /**
     * Whether answers that repeat another answer to the same asked question are rejected; unless set, all but with {@code
     * instance}.
     */
    Optional<Boolean> rejectDuplicates();

    /**
     * Whether the scores of the answers to one asked question leave together, next to each other, once all of them have been
     * scored or rejected. Actors must then run with {@code actor.groups=true}; where they do not, the scorer stops and says
     * so.
     */
    @WithDefault("false")
    boolean groups();

    /**
     * Whether the rewards of correct answers are multiplied by the share of wrong ones among the answers to the same asked
     * question, since a question that is always solved teaches nothing. Implies {@code scorer.groups}.
     */
    @WithDefault("false")
    boolean scalePositives();

    /** Whether the tokens of a wrong answer behind its first error (its first p below 0.4) have no reward. */
    @WithDefault("false")
    boolean untilFirstError();

    /** Folder of the topology's state; kept over restarts. */
    @WithDefault("state/scorer")
    Path stateDir();

    /** Threads that run the topology. */
    @WithDefault("1")
    int streamThreads();

    /** Lowest token reward of a wrong answer, at most 0. */
    @WithDefault("-0.1")
    double alpha();

    /** Highest token reward of a correct answer, at least 0. */
    @WithDefault("0.5")
    double beta();

    /**
     * What becomes of a wrong answer whose rewrite may not be imitated: {@code reject}, or {@code keep-rewards} to learn from
     * its token rewards alone.
     */
    @WithDefault("reject")
    UnusableRewrites unusableRewrites();

    /** Which tokens of a rewrite count as edited. */
    @WithDefault("clean")
    EditWeights.Style editStyle();

    /** Imitation weight of an edited token. */
    @WithDefault("1.0")
    float editedWeight();

    /** Imitation weight of every other token. */
    @WithDefault("0.5")
    float keptWeight();

    /** Whether the MATH rule accepts numbers within 4 % of the gold one, as the official evaluation does. */
    @WithDefault("false")
    boolean tolerantMath();

    /** Whether the choice rule lower-cases the answer only, as the official evaluation does. */
    @WithDefault("false")
    boolean compatChoice();

    /** Whether repeated answers are rejected, said or not. */
    default boolean rejectsDuplicates() {
        return rejectDuplicates().orElse(rewards() != RewardKind.INSTANCE);
    }

    /** Whether scores leave by groups, said or implied. */
    default boolean keepsGroups() {
        return groups() || scalePositives();
    }

    /** The parts of the reward scorer. */
    enum Role {
        /** Both parts in one process. */
        ALL,
        /** The scoring topology alone. */
        TOPOLOGY,
        /** The reward model's worker alone. */
        REWARD_MODEL;

        /** Whether a process of this role runs the scoring topology. */
        public boolean scores() {
            return this != REWARD_MODEL;
        }

        /** Whether a process of this role serves the reward model. */
        public boolean servesRewardModel() {
            return this != TOPOLOGY;
        }
    }
}
