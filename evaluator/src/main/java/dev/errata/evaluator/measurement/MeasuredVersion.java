package dev.errata.evaluator.measurement;

/**
 * The policy that is measured, and what its answers are filed under.
 *
 * @param policy the policy, with the weights of the version
 * @param name part of the ids of its answers: the version's number in a run, else a name of the weights
 * @param version version of a run; 0 for a policy that is of no run
 */
public record MeasuredVersion(MeasuredPolicy policy, String name, long version) {

    /** A version of a run. */
    public static MeasuredVersion ofRun(MeasuredPolicy policy, long version) {
        return new MeasuredVersion(policy, Long.toString(version), version);
    }
}
