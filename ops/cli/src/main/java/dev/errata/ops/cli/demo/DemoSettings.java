package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked of a demo.
 *
 * @param training how long to train, from the first update on
 * @param fresh whether to wipe what an earlier run left
 * @param fromScratch whether to make the start policy and the reward model anew, and to wipe an earlier run then
 * @param report where to write the report, if anywhere
 * @param ports where everything listens
 * @param state folder of the run's state
 * @param overrides service settings on top of the demo's own, by configuration key
 * @param options what is asked, from what models, and who looks on
 */
public record DemoSettings(
        Duration training,
        boolean fresh,
        boolean fromScratch,
        Optional<Path> report,
        Ports ports,
        Path state,
        Map<String, String> overrides,
        LoopOptions options) {

    /** Most versions a trained token may lag (eta). */
    public static final int STALENESS_LIMIT = 4;

    /** Answers to each asked question (n). */
    public static final int ANSWERS_PER_QUESTION = 4;

    /** Rollouts in one update. */
    public static final int BATCH_ROLLOUTS = 64;

    /** Updates from one version to the next. */
    public static final int PUBLISH_EVERY = 4;

    /** The staleness bound, overrides considered. */
    public long stalenessLimit() {
        return chosen(overrides, "learner.max-staleness", STALENESS_LIMIT);
    }

    /** A whole number that a setting may say otherwise. */
    static long chosen(Map<String, String> overrides, String key, long usual) {
        String given = overrides.get(key);
        try {
            return given == null ? usual : Long.parseLong(given);
        } catch (NumberFormatException notANumber) {
            throw new CommandFailed(key + " is '" + given + "': give a whole number.", notANumber);
        }
    }
}
