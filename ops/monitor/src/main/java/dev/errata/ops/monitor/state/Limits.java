package dev.errata.ops.monitor.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the monitor's memory, and thresholds of its status.
 *
 * @param curvePoints most points of a curve
 * @param answers most answers, rejected rollouts and dead letters shown
 * @param stallAfter time without output after which a stage counts as stalled
 * @param stalenessVersions the staleness limit η, versions; null where it is not configured
 */
public record Limits(int curvePoints, int answers, Duration stallAfter, @Nullable Long stalenessVersions) {}
