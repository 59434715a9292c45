package dev.errata.rewardmodel.training;

/**
 * Learning rate of each step: a straight warm-up, then half a cosine down to a floor.
 *
 * @param peak largest learning rate
 * @param steps optimizer steps in all
 * @param warmUpShare share of the steps that warm up
 * @param floorShare last learning rate as a share of the peak
 */
public record CosineSchedule(double peak, int steps, double warmUpShare, double floorShare) {

    /** Warm-up over 3 %, down to 5 %: what the arithmetic task was measured with. */
    public static CosineSchedule of(double peak, int steps) {
        return new CosineSchedule(peak, steps, 0.03, 0.05);
    }

    /** The learning rate of a step, counted from 0. */
    public double at(int step) {
        double done = Math.min(1, (double) step / steps);
        double warm = Math.min(1, (step + 1) / Math.max(1, warmUpShare * steps));
        return peak * warm * (floorShare + (1 - floorShare) * 0.5 * (1 + Math.cos(Math.PI * done)));
    }
}
