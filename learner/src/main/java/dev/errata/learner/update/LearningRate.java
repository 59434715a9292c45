package dev.errata.learner.update;

/**
 * Linear warm-up, then a cosine decay to a tenth of the peak, then constant.
 *
 * <pre>
 *   u &lt;= W      : eta(u) = eta u / W
 *   W &lt; u &lt;= U  : eta(u) = eta ( 0.1 + 0.9 (1 + cos(pi (u-W)/(U-W))) / 2 )
 *   u &gt; U       : eta(u) = 0.1 eta
 * </pre>
 *
 * <p>Loshchilov and Hutter 2017, arXiv:1608.03983, eq. 5, without restarts; u counts updates from 1.
 *
 * @param peak eta, the learning rate at the end of the warm-up; above 0
 * @param warmupUpdates W; 0 is no warm-up
 * @param totalUpdates U; more than W
 */
public record LearningRate(double peak, long warmupUpdates, long totalUpdates) {

    private static final double FLOOR = 0.1;

    /** Checks the schedule. */
    public LearningRate {
        if (!(peak > 0) || warmupUpdates < 0 || totalUpdates <= warmupUpdates) {
            throw new IllegalArgumentException(
                    "learner.learning-rate " + peak + ", learner.warmup-updates " + warmupUpdates
                            + " and learner.total-updates " + totalUpdates
                            + " are not a valid schedule: the rate must be above 0 and the total above the warm-up.");
        }
    }

    /**
     * The rate of one update.
     *
     * @param update 1-based number of the update
     */
    public double at(long update) {
        if (update <= warmupUpdates) {
            return peak * update / warmupUpdates;
        }
        double done = Math.min(1, (double) (update - warmupUpdates) / (totalUpdates - warmupUpdates));
        return peak * (FLOOR + (1 - FLOOR) * (1 + Math.cos(Math.PI * done)) / 2);
    }
}
