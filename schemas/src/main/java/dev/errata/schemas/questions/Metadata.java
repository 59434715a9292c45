package dev.errata.schemas.questions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields of a source that a question has no place for, kept as text.
 *
 * <p>Bounded: 32 entries, names of 100 characters, texts of 1,000 characters. A longer text is cut; a further entry, or
 * one with a longer name, is left out.
 */
public final class Metadata {

    private static final int ENTRIES = 32;
    private static final int NAME = 100;
    private static final int TEXT = 1_000;

    private final Map<String, String> entries = new LinkedHashMap<>();

    /** Adds an entry; the first one of a name stays. */
    public void add(String name, String text) {
        if (entries.size() < ENTRIES && name.length() <= NAME) {
            entries.putIfAbsent(name, text.length() <= TEXT ? text : cut(text));
        }
    }

    /** The entries in the order in which they were added. */
    public Map<String, String> entries() {
        return entries;
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(TEXT - 2)) ? TEXT - 2 : TEXT - 1;
        return text.substring(0, end) + "…";
    }
}
