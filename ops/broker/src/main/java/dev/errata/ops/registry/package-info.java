/** A Confluent-compatible schema registry (a subset of REST v1, Avro only) whose state is a compacted Kafka topic. */
@NullMarked
package dev.errata.ops.registry;

import org.jspecify.annotations.NullMarked;
