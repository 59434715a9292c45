package dev.errata.ops.monitor.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the monitor's memory and judgement.
 *
 * @param curvePoints most points of a curve
 * @param answers most answers, rejected rollouts and dead letters shown
 * @param stallAfter silence after which a stage counts as stuck
 * @param stalenessVersions the bound η, versions; null where it is not known
 */
public record Limits(int curvePoints, int answers, Duration stallAfter, @Nullable Long stalenessVersions) {}
