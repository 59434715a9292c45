package dev.errata.schemas;

import java.util.ArrayList;
import java.util.List;

/** Converts arrays of numbers to the lists that Avro records hold. */
public final class NumberLists {

    private NumberLists() {}

    /** A new list with the same numbers in the same order. */
    public static List<Integer> of(int[] values) {
        List<Integer> list = new ArrayList<>(values.length);
        for (int value : values) {
            list.add(value);
        }
        return list;
    }

    /** A new list with the same numbers in the same order. */
    public static List<Float> of(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
