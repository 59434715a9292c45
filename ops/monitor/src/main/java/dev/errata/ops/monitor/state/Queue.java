package dev.errata.ops.monitor.state;

/**
 * Records that a consumer group has yet to read.
 *
 * @param topic name of the queue, that of its topic without the run's prefix
 * @param reader the stage that reads it
 * @param records number of records by offsets; transaction markers count, so a few may remain when all is read
 */
public record Queue(String topic, String reader, long records) {}
