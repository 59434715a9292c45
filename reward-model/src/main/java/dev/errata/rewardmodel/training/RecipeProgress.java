package dev.errata.rewardmodel.training;

import java.util.OptionalDouble;

/**
 * The progress of a recipe.
 *
 * @param phase the present phase, in a few words
 * @param step steps done
 * @param total steps in all
 * @param loss loss of the last step; NaN where the phase has none
 * @param accuracy share of held-out questions answered right, where it was just measured
 */
public record RecipeProgress(String phase, int step, int total, double loss, OptionalDouble accuracy) {

    /** Receives the progress after every step. */
    @FunctionalInterface
    public interface Listener {
        /** Called on the recipe's own thread; should return at once. */
        void onProgress(RecipeProgress progress);
    }

    /** A step of training. */
    public static RecipeProgress step(String phase, int step, int total, double loss) {
        return new RecipeProgress(phase, step, total, loss, OptionalDouble.empty());
    }
}
