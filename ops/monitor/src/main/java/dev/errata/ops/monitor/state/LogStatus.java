package dev.errata.ops.monitor.state;

/**
 * Whether the monitor reads the log, and if not, what it waits for. The page gets it as JSON.
 *
 * @param waiting whether it waits
 * @param what one sentence: what is read, or what the monitor waits for and what to do about it
 * @param since start of this status, milliseconds since the epoch
 * @param overdue whether it has waited longer than its deadline; it continues to try, but readiness is DOWN
 */
public record LogStatus(boolean waiting, String what, long since, boolean overdue) {}
