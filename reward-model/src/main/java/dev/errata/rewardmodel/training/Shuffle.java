package dev.errata.rewardmodel.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random orders from a splittable generator (Fisher and Yates). */
public final class Shuffle {

    private Shuffle() {}

    /** The items in a random order. */
    public static <T> List<T> of(List<T> items, SplittableRandom random) {
        List<T> shuffled = new ArrayList<>(items);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }
}
