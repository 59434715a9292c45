package dev.errata.ops.cli.demo;

import dev.errata.ops.arithmetic.recipes.QuestionSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was asked of a demo.
 *
 * @param training how long to train, from the first update on
 * @param questions how many training questions are asked over and over; as many as the state has where empty
 * @param also sets to measure besides the held-out one
 * @param fresh whether to wipe what an earlier run left
 * @param fromScratch whether to make the start policy and the reward model anew first
 * @param report where to write the report, if anywhere
 * @param ports where everything listens
 * @param state folder of the run's state
 * @param overrides service settings on top of the demo's own, by configuration key
 * @param options what it has otherwise than the demo
 */
public record DemoSettings(
        Duration training,
        OptionalInt questions,
        Set<QuestionSet> also,
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
        return Long.parseLong(overrides.getOrDefault("learner.max-staleness", Integer.toString(STALENESS_LIMIT)));
    }
}
