package dev.errata.learner.config;

import dev.errata.learner.objective.ObjectiveSettings;
import io.smallrye.config.WithDefault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Collects the settings that {@link LearnerConfig} marks with {@link OfObjective}, by key, with values and defaults. So
 * a setting of an objective is declared in {@link LearnerConfig} and nowhere else.
 */
final class DeclaredSettings {

    private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");

    private DeclaredSettings() {}

    static ObjectiveSettings of(LearnerConfig config) {
        Map<String, Object> values = new HashMap<>();
        Map<String, Object> defaults = new HashMap<>();
        for (Method setting : LearnerConfig.class.getMethods()) {
            if (setting.isAnnotationPresent(OfObjective.class)) {
                String key = key(setting);
                values.put(key, value(setting, config));
                defaults.put(key, normal(setting));
            }
        }
        return new ObjectiveSettings(values, defaults);
    }

    private static String key(Method setting) {
        String name = WORD_START.matcher(setting.getName()).replaceAll("-");
        return "learner." + name.toLowerCase(Locale.ROOT);
    }

    private static Object value(Method setting, LearnerConfig config) {
        try {
            return setting.invoke(config);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read " + key(setting) + " from the configuration.", e);
        }
    }

    /** The value where the user sets none. */
    private static Object normal(Method setting) {
        String text = setting.getAnnotation(WithDefault.class).value();
        Class<?> type = setting.getReturnType();
        if (type == double.class) {
            return Double.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase(text.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        key(setting) + " is a number, a boolean or one of a few words, with a default; " + type
                                + " with default '" + text + "' is none of them."));
    }
}
