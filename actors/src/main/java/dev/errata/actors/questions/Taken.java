package dev.errata.actors.questions;

import dev.errata.actors.passes.Position;
import dev.errata.actors.sources.Source;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record whose turn has come.
 *
 * @param source its source
 * @param pass the pass in which it was taken
 */
record Taken(Source source, Position pass, ConsumerRecord<String, byte[]> record) {}
