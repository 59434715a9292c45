package dev.errata.rewardmodel.judge;

/** A set of answer rules, one for each task. */
public enum RuleSet {
    /** Reads what models write, compares by value, and pays nothing that is not right. */
    STRICT,
    /** The rules of the official evaluation of RLMEC, to reproduce its tables. */
    COMPAT
}
