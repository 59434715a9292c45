package dev.errata.rewards.config;

/** The treatment of a wrong answer whose rewrite may not be imitated. */
public enum UnusableRewrites {
    /** It is rejected, with the reason. */
    REJECT,
    /** It is scored without an imitation target; its token rewards still show where it went wrong. */
    KEEP_REWARDS
}
