package dev.errata.evaluator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** The evaluator's settings: benchmarks, frequency and sampling. */
@ConfigMapping(prefix = "evaluator")
public interface EvaluatorConfig {

    /** Held-out questions: a file of JSON lines, one question each. */
    Path questions();

    /** Name of the held-out set. */
    @WithDefault("held-out")
    String benchmark();

    /**
     * Further sets by name, each a file like that of the held-out set. They are measured with the same versions, and
     * each costs as much as the held-out set.
     */
    Map<String, Path> also();

    /** Most questions taken from each file, from its beginning; all if not set. */
    OptionalInt limit();

    /** Number of versions from one measured version to the next. */
    @WithDefault("8")
    long every();

    /** The newest version is measured anyway if no newer one appears for this long. */
    @WithDefault("PT4S")
    Duration idle();

    /** Number of answers sampled to each question at temperature 1 (k), in addition to the greedy one; 0 for none. */
    @WithDefault("1")
    int samples();

    /** Most tokens of an answer. */
    @WithDefault("56")
    int maxNewTokens();

    /** The longest wait for the judge's verdicts on one set of answers. */
    @WithDefault("PT60S")
    Duration verdictTimeout();

    /** The time that a running measurement has to end when the service is stopped. */
    @WithDefault("PT60S")
    Duration stopTimeout();
}
