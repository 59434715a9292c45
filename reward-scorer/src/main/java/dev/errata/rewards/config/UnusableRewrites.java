package dev.errata.rewards.config;

/** What becomes of a wrong answer whose rewrite may not be imitated. */
public enum UnusableRewrites {
    /** It is rejected, with the reason. */
    REJECT,
    /** It is scored without a target: its token rewards say where it went wrong, whether or not anybody knows how to go on. */
    KEEP_REWARDS
}
