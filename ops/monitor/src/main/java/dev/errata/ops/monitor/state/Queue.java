package dev.errata.ops.monitor.state;

/**
 * Records written and not yet read by the group that is meant to read them.
 *
 * @param topic what waits, without the run's prefix
 * @param reader who is to read it
 * @param records how many, by offsets: transaction marks count, so a few may remain where all is read
 */
public record Queue(String topic, String reader, long records) {}
