package dev.errata.ops.monitor.state;

/**
 * Whether the monitor reads the log, and if not, what it waits for.
 *
 * @param waiting whether it waits
 * @param what one sentence: what is read, or what is waited for and what to do about it
 * @param since since when, milliseconds since the epoch
 * @param overdue whether it has waited longer than its deadline; it goes on trying, but health says DOWN
 */
public record LogStatus(boolean waiting, String what, long since, boolean overdue) {}
