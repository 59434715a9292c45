package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The options of a demo.
 *
 * @param training how long to train, from the first update on
 * @param beginning what becomes of the state that an earlier run left
 * @param ports where every process listens
 * @param state folder of the run's state
 * @param overrides service settings on top of the demo's own, by configuration key
 * @param options questions, models and what runs in addition to the loop
 */
public record DemoSettings(
        Duration training,
        Beginning beginning,
        Ports ports,
        Path state,
        Map<String, String> overrides,
        LoopOptions options) {

    /** What to do with the state of an earlier run. */
    public enum Beginning {
        /** The run continues from it. */
        CONTINUE,
        /** It is wiped first. */
        FRESH,
        /** A new start policy and reward model are made; the earlier state is wiped once both are complete. */
        FROM_SCRATCH
    }

    /** Largest allowed staleness of a trained token (eta), versions. */
    public static final int STALENESS_LIMIT = 4;

    /** Answers to each asked question (n). */
    public static final int ANSWERS_PER_QUESTION = 4;

    /** Rollouts in one update. */
    public static final int BATCH_ROLLOUTS = 64;

    /** Updates between two published versions. */
    public static final int PUBLISH_EVERY = 4;

    /** The staleness limit, versions: that of the overrides where they have one. */
    public long stalenessLimit() {
        return chosen(overrides, "learner.max-staleness", STALENESS_LIMIT);
    }

    /** The value of a whole-number setting: the override, or else the default. */
    static long chosen(Map<String, String> overrides, String key, long usual) {
        String given = overrides.get(key);
        try {
            return given == null ? usual : Long.parseLong(given);
        } catch (NumberFormatException notANumber) {
            throw new CommandFailed(key + " is '" + given + "': give a whole number.", notANumber);
        }
    }
}
