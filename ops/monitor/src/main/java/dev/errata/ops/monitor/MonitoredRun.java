package dev.errata.ops.monitor;

import dev.errata.service.LogConfig;
import io.smallrye.config.ConfigMapping;

/** The run that the monitor watches: it only reads the log, so settings of what computes are unknown to it. */
@ConfigMapping(prefix = "errata")
public interface MonitoredRun extends LogConfig {}
