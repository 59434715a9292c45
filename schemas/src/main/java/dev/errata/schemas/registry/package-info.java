/**
 * A Confluent-compatible schema registry client and Avro serde (a subset: REST v1, wire format magic 0 + 4-byte id).
 */
@NullMarked
package dev.errata.schemas.registry;

import org.jspecify.annotations.NullMarked;
