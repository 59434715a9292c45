package dev.errata.ops.monitor.state;

import java.util.List;

/**
 * A curve as the page gets it.
 *
 * @param unit unit of the values
 * @param points [n][2]: seconds since the start of the run, value
 */
public record CurveView(String unit, List<double[]> points) {}
