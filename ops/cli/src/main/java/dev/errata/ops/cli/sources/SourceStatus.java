package dev.errata.ops.cli.sources;

import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A source as it is now.
 *
 * @param settings the settings that hold for it
 * @param exists whether its topic exists
 * @param questions records of its topic
 * @param asked questions asked, over all passes
 * @param passesDone passes that every partition with questions has completed
 * @param rollouts its rollouts among the newest ones of the run
 * @param share {@code rollouts} relative to all of these, 0 to 1
 * @param deadLetters dead letters of its topic
 */
public record SourceStatus(
        SourceSettings settings,
        boolean exists,
        long questions,
        long asked,
        long passesDone,
        long rollouts,
        double share,
        long deadLetters) {

    /** Name of the source. */
    public String source() {
        return settings.getSource();
    }

    /** What keeps its questions from being asked as they should be, one sentence; empty where nothing does. */
    public Optional<String> problem() {
        Optional<String> broken = Sources.problem(settings);
        return broken.isPresent() || exists
                ? broken
                : Optional.of("There is no topic for it yet: its settings hold as soon as there is.");
    }

    /** For machines. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", source());
        json.put("questions", questions);
        json.put("weight", settings.getWeight());
        json.put("priority", settings.getPriority());
        json.put("passes", settings.getPasses());
        json.put("passes_done", passesDone);
        json.put("asked", asked);
        json.put("rollouts_of_newest", rollouts);
        json.put("share_of_newest", share);
        json.put("paused", settings.getPaused());
        json.put("dead_letters", deadLetters);
        json.put("shuffle_seed", settings.getShuffleSeed());
        json.put("answers_per_question", settings.getAnswersPerQuestion());
        json.put("task", settings.getTask());
        json.put("template", settings.getTemplate());
        json.put("limit", settings.getLimit());
        json.put("fields", settings.getFields());
        json.put("skip_always_right", settings.getSkipAlwaysRight());
        json.put("skip_never_right", settings.getSkipNeverRight());
        json.put("recheck_every", settings.getRecheckEvery());
        json.put("problem", problem().orElse(null));
        return json;
    }
}
