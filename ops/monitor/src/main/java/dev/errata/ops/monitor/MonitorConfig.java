package dev.errata.ops.monitor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Settings of the monitor. */
@ConfigMapping(prefix = "monitor")
public interface MonitorConfig {

    /** A tokenizer.json, or the folder that holds one; where not given, the one beside the newest weights is used. */
    Optional<Path> tokenizer();

    /** Newest records read at start of each partition of the busy topics: rollouts, scores, rejects, questions. */
    @WithDefault("5000")
    int history();

    /** Newest records read at start of learner-steps, policy-updates, evaluations and dead-letters. */
    @WithDefault("50000")
    int metricHistory();

    /** Most points of a curve, 2 or more; a longer run is shown at a lower resolution. */
    @WithDefault("240")
    int curvePoints();

    /** Most answers, rejected rollouts and dead letters shown. */
    @WithDefault("50")
    int answers();

    /** Silence after which a stage with work waiting counts as stuck. */
    @WithDefault("30s")
    Duration stallAfter();

    /** How long the log may be out of reach before readiness says DOWN; the monitor goes on trying. */
    @WithDefault("60s")
    Duration connectDeadline();

    /** The run's staleness bound η in versions, drawn into the chart; set it to what the actors have. */
    OptionalLong stalenessLimit();
}
