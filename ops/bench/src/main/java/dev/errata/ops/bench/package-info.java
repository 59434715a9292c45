/** Measures the policy's engine: how fast it samples, trains and computes log-probs, and in how much memory. */
@NullMarked
package dev.errata.ops.bench;

import org.jspecify.annotations.NullMarked;
