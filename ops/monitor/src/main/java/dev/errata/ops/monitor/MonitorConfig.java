package dev.errata.ops.monitor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What the live page keeps and shows, and when a stage counts as stalled. */
@ConfigMapping(prefix = "monitor")
public interface MonitorConfig {

    /** A tokenizer.json, or the folder that holds one; by default the one beside the newest weights. */
    Optional<Path> tokenizer();

    /**
     * Newest records read at the start from each partition of the busy topics: rollouts, scores, rejections, questions.
     */
    @WithDefault("5000")
    int history();

    /**
     * Newest records read at the start from each partition of learner-steps, policy-updates, evaluations, dead-letters
     * and asked-questions.
     */
    @WithDefault("50000")
    int metricHistory();

    /** Most points of a curve, 2 or more; a longer run is shown at a lower resolution. */
    @WithDefault("240")
    int curvePoints();

    /** Most answers, rejected rollouts and dead letters shown. */
    @WithDefault("50")
    int answers();

    /** Time without output after which a stage with waiting records counts as stalled. */
    @WithDefault("PT30S")
    Duration stallAfter();

    /** How long the log may be unreachable before readiness is DOWN; the monitor continues to try. */
    @WithDefault("PT60S")
    Duration connectDeadline();

    /** The staleness limit η of the run, versions, shown in the chart; set it to actor.max-staleness. */
    OptionalLong stalenessLimit();
}
