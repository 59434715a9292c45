package dev.errata.ops.monitor.state;

/**
 * Dead letters of one kind.
 *
 * @param topic topic of the records
 * @param source the source of the questions; empty where the records are no questions
 * @param reason name of the reason
 * @param letters how many the monitor has read
 */
public record LetterCount(String topic, String source, String reason, long letters) {}
