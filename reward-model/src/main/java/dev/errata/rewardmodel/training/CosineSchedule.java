package dev.errata.rewardmodel.training;

/**
 * The learning rate of each step: a linear warm-up times half a cosine down to a floor.
 *
 * <pre>
 *   η(s) = peak · min(1, (s + 1) / max(1, warmUpShare · S)) · (f + (1 − f) · (1 + cos(π · min(1, s / S))) / 2)
 *
 *   s   step, from 0          S   all steps          f   floorShare
 * </pre>
 *
 * @param peak largest learning rate
 * @param steps optimizer steps in all
 * @param warmUpShare share of the steps in which the rate rises
 * @param floorShare final learning rate as a share of the peak
 */
public record CosineSchedule(double peak, int steps, double warmUpShare, double floorShare) {

    /** Warm-up over 3 % of the steps and a floor of 5 %, the schedule of the arithmetic task's models. */
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
