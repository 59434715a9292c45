package dev.errata.learner.objective;

import dev.errata.policy.training.Setting;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one objective, checks their ranges and remembers which ones the objective has read. */
final class SettingReader {

    private static final String PREFIX = "learner.";

    private final ObjectiveSettings settings;
    private final Set<String> read = new HashSet<>();

    SettingReader(ObjectiveSettings settings) {
        this.settings = settings;
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if it is outside the range; the message is one sentence that names the key
     */
    double number(String key, SettingRange range) {
        return range.require(key, value(Double.class, key));
    }

    /** A number that the script reads too: {@code learner.clip-low} as {@code clip_low}. */
    Setting setting(String key, SettingRange range) {
        return Setting.number(local(key), number(key, range));
    }

    /** One of the values of an enum. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return value(type, key);
    }

    /** One of the values of an enum, as a string that the script reads. */
    <E extends Enum<E>> Setting choiceSetting(String key, Class<E> type) {
        return Setting.choice(local(key), choice(key, type));
    }

    /** A boolean. */
    boolean flag(String key) {
        return value(Boolean.class, key);
    }

    private <T> T value(Class<T> type, String key) {
        read.add(key);
        return settings.value(type, key);
    }

    private static String local(String key) {
        return key.substring(PREFIX.length()).replace('-', '_');
    }

    /**
     * Refuses a setting that is not at its default although the objective did not read it: it would silently do
     * nothing.
     *
     * @throws IllegalArgumentException with one sentence that names the key, its value and its default
     */
    void requireNoOthersChanged(String objective) {
        settings.values().forEach((key, value) -> {
            Object normal = settings.defaults().get(key);
            if (!read.contains(key) && !value.equals(normal)) {
                throw new IllegalArgumentException(key + " is " + asWritten(value) + ", which " + objective
                        + " does not use with its other settings: leave it at its default, " + asWritten(normal) + ".");
            }
        });
    }

    private static String asWritten(@Nullable Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }
}
