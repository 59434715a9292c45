package dev.errata.documents;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One setting of a service.
 *
 * @param key such as {@code learner.clip-low}; {@code .NAME} stands for a name of a map
 * @param type what it takes, in words
 * @param initial what holds where it is not set, in words or as a value in backticks
 * @param meaning one or more sentences in Markdown, with its unit
 * @param services who reads it
 */
record Setting(String key, String type, String initial, String meaning, SortedSet<String> services) {

    /** Stands in a key for any name. */
    static final String NAME = ".NAME";

    /** The same setting, declared by several interfaces. */
    Setting and(Setting other) {
        SortedSet<String> all = new TreeSet<>(services);
        all.addAll(other.services);
        return new Setting(key, type, initial, meaning, all);
    }

    /** Whether this name is the setting's, that of one entry of it, or that of the map that it belongs to. */
    boolean isNamed(String name) {
        int named = key.indexOf(NAME);
        if (named < 0) {
            return name.equals(key);
        }
        String map = key.substring(0, named);
        String member = key.substring(named + NAME.length());
        String chosen = member.isEmpty() ? "\\..+" : "\\.[\\w-]+(" + Pattern.quote(member) + ")?";
        return name.equals(key) || name.matches(Pattern.quote(map) + "(" + chosen + ")?");
    }

    /** The environment variable that sets it. */
    String variable() {
        return variable(key);
    }

    /** A key, or the beginning of one, as environment variables spell it. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
