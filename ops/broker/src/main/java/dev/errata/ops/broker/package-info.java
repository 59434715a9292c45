/** A persistent Kafka broker and a schema registry in one process, for runs without a cluster. */
@NullMarked
package dev.errata.ops.broker;

import org.jspecify.annotations.NullMarked;
