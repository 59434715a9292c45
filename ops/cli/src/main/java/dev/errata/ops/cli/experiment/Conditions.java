package dev.errata.ops.cli.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a trial, without its seed and without what all trials of an experiment share.
 *
 * @param settings the services' settings, completed
 * @param sources models, questions, code
 */
record Conditions(Map<String, String> settings, TrialInputs sources) {

    /**
     * The differences between these conditions and those of a kept result, a phrase each; empty where the result is
     * valid.
     *
     * <p>The version of the code is recorded but not compared. Results from before sources were recorded name no models
     * and only the settings that were given; then only those are compared.
     */
    List<String> differencesOf(TrialResult kept) {
        List<String> differences = new ArrayList<>();
        TrialInputs then = kept.sources();
        Set<String> keys = new TreeSet<>(kept.settings().keySet());
        if (then != null) {
            keys.addAll(settings.keySet());
        }
        for (String key : keys) {
            compare(differences, key, kept.settings().get(key), settings.get(key));
        }
        if (then != null) {
            compare(differences, "start policy", then.startPolicy(), sources.startPolicy());
            compare(differences, "reward model", then.rewardModel(), sources.rewardModel());
            compare(differences, "questions", "" + then.questions(), "" + sources.questions());
            compare(differences, "curriculum", "" + then.curriculum(), "" + sources.curriculum());
        }
        return differences;
    }

    private static void compare(List<String> differences, String what, @Nullable String then, @Nullable String now) {
        if (then == null || !then.equals(now)) {
            differences.add(what + " " + shown(then) + ", now " + shown(now));
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not set" : value;
    }
}
