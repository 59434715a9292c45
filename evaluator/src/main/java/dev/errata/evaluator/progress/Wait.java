package dev.errata.evaluator.progress;

import java.time.Instant;

/**
 * What somebody waits for, and since when.
 *
 * @param reason the name of the wait
 * @param since when it began
 */
public record Wait(String reason, Instant since) {}
