package dev.errata.schemas;

import java.util.ArrayList;
import java.util.List;

/** Arrays of numbers as the lists that records hold. */
public final class NumberLists {

    private NumberLists() {}

    /** The same numbers in the same order; a list of its own. */
    public static List<Integer> of(int[] values) {
        List<Integer> list = new ArrayList<>(values.length);
        for (int value : values) {
            list.add(value);
        }
        return list;
    }

    /** The same numbers in the same order; a list of its own. */
    public static List<Float> of(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
