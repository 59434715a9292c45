package dev.errata.rewards.config;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.judge.RuleSet;
import dev.errata.schemas.RewardKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the scoring topology, and the role of a process. */
@ConfigMapping(prefix = "scorer")
public interface ScorerConfig {

    /** The parts of the reward scorer that this process runs. */
    @WithDefault("all")
    Role role();

    /**
     * Name of this process among the reward scorers of a run. A process that restarts under the same name has its
     * partitions back at once. Processes that run at the same time need different names.
     */
    @WithDefault("${HOSTNAME:scorer-0}")
    String id();

    /**
     * The time that a rollout may wait for its token rewards and its rewrite. It does not run while the verdict of an
     * HTTP verifier is missing.
     */
    @WithDefault("PT2M")
    Duration timeout();

    /**
     * Source of the rewards: {@code tokens} (the reward model's token rewards and rewrites), {@code instance} (the
     * verdict alone, without a reward model) or {@code instance-with-rewrite} (the verdict, with the reward model's
     * rewrites).
     */
    @WithDefault("tokens")
    RewardKind rewards();

    /**
     * Whether answers that repeat another answer to the same asked question are rejected. Not set, they are rejected
     * unless {@code scorer.rewards} is {@code instance}.
     */
    Optional<Boolean> rejectDuplicates();

    /**
     * Whether the scores of the answers to one asked question are published together, next to each other, once every
     * one of the answers is scored or rejected. Actors must then run with {@code actor.groups=true}; otherwise the
     * scorer stops with a message.
     */
    @WithDefault("false")
    boolean groups();

    /**
     * Whether the rewards of correct answers are multiplied by the share of wrong answers to the same asked question,
     * because a question that is always solved teaches nothing. Implies {@code scorer.groups}.
     */
    @WithDefault("false")
    boolean scalePositives();

    /** Whether the tokens of a wrong answer after its first error (the first p_t below 0.4) have reward 0. */
    @WithDefault("false")
    boolean untilFirstError();

    /**
     * Whether the judged answers to each question are counted on question-accuracy. The curriculum of a source needs
     * the counts (docs/curriculum.md).
     */
    @WithDefault("true")
    boolean questionAccuracy();

    /** Folder of the topology's state; must survive restarts. */
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
     * The treatment of a wrong answer whose rewrite may not be imitated: {@code reject}, or {@code keep-rewards} to
     * learn from its token rewards alone.
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

    /** The answer rules: {@code strict}, or {@code compat} for those of the official evaluation of RLMEC. */
    @WithDefault("strict")
    RuleSet judge();

    /** Lowest score of a right answer, above 0, where a verifier of your own gives a score alone. */
    @WithDefault("1.0")
    double correctFrom();

    /** Longest time that a plug-in may take to judge one answer. */
    @WithDefault("PT5S")
    Duration plugInTimeout();

    /** Whether repeated answers are rejected, by setting or by default. */
    default boolean rejectsDuplicates() {
        return rejectDuplicates().orElse(rewards() != RewardKind.INSTANCE);
    }

    /** Whether scores are published by groups, by setting or implied. */
    default boolean keepsGroups() {
        return groups() || scalePositives();
    }

    /** The parts of the reward scorer. */
    enum Role {
        /** All parts in one process. */
        ALL,
        /** The scoring topology alone. */
        TOPOLOGY,
        /** The reward model's worker alone. */
        REWARD_MODEL,
        /** The loops that ask HTTP verifiers alone. */
        VERIFIER;

        /** Whether a process of this role runs the scoring topology. */
        public boolean scores() {
            return this == ALL || this == TOPOLOGY;
        }

        /** Whether a process of this role serves the reward model. */
        public boolean servesRewardModel() {
            return this == ALL || this == REWARD_MODEL;
        }

        /** Whether a process of this role asks the HTTP verifiers. */
        public boolean asksVerifiers() {
            return this == ALL || this == VERIFIER;
        }
    }
}
