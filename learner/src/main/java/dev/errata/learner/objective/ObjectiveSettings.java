package dev.errata.learner.objective;

/**
 * The numbers of an objective that a user may choose.
 *
 * @param clipLow epsilon below: the importance ratio is clipped at 1 - clipLow; in (0, 1)
 * @param clipHigh epsilon above: the importance ratio is clipped at 1 + clipHigh; above 0
 * @param dualClip c of the dual clip for negative rewards, above 1; 0 is off
 * @param imitationWeight lambda, the weight of the imitation term; at least 0
 */
public record ObjectiveSettings(double clipLow, double clipHigh, double dualClip, double imitationWeight) {

    /** Refuses numbers outside their range with a sentence that says which range. */
    public ObjectiveSettings {
        require(clipLow > 0 && clipLow < 1, "learner.clip-low", clipLow, "between 0 and 1");
        require(clipHigh > 0, "learner.clip-high", clipHigh, "above 0");
        require(dualClip == 0 || dualClip > 1, "learner.dual-clip", dualClip, "above 1, or 0 for none");
        require(imitationWeight >= 0, "learner.imitation-weight", imitationWeight, "0 or more");
    }

    private static void require(boolean met, String key, double value, String range) {
        if (!met) {
            throw new IllegalArgumentException(key + " is " + value + " but must be " + range + ".");
        }
    }
}
