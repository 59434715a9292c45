package dev.errata.ops.cli.sources;

import dev.errata.schemas.SourceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A change of the settings of one source.
 *
 * @param before the settings that held
 * @param after the settings that hold from now on
 */
public record SourceChange(SourceSettings before, SourceSettings after) {

    /** Whether nothing differs. */
    public boolean isNone() {
        return lines().isEmpty();
    }

    /** What differs, a line each: {@code weight 1 -> 2}. */
    public List<String> lines() {
        Map<String, String> old = described(before);
        List<String> lines = new ArrayList<>();
        described(after).forEach((name, value) -> {
            if (!Objects.equals(value, old.get(name))) {
                lines.add(name + " " + old.get(name) + " -> " + value);
            }
        });
        return lines;
    }

    /** Settings as the options of {@code errata sources set} write them, by the name of the option. */
    static Map<String, String> described(SourceSettings settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("weight", number(settings.getWeight()));
        all.put("priority", String.valueOf(settings.getPriority()));
        all.put("passes", passes(settings));
        all.put("shuffle", or(settings.getShuffleSeed(), "off"));
        all.put("answers", or(settings.getAnswersPerQuestion(), "default"));
        all.put("task", or(settings.getTask(), "default"));
        all.put("template", or(settings.getTemplate(), "none"));
        all.put("limit", or(settings.getLimit(), "none"));
        all.put("map", settings.getFields().isEmpty() ? "none" : new TreeMap<>(settings.getFields()).toString());
        all.put("skip-always-right", String.valueOf(settings.getSkipAlwaysRight()));
        all.put("skip-never-right", String.valueOf(settings.getSkipNeverRight()));
        all.put("recheck-every", String.valueOf(settings.getRecheckEvery()));
        all.put("paused", settings.getPaused() ? "yes" : "no");
        return all;
    }

    /** How often each question is asked. */
    static String passes(SourceSettings settings) {
        return settings.getPasses() == 0 ? "forever" : String.valueOf(settings.getPasses());
    }

    /** A weight without a needless fraction. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static String or(Object value, String absent) {
        return value == null ? absent : String.valueOf(value);
    }
}
