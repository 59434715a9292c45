/** Seeded, batched sampling from logits; scoring and rewriting of given answers. */
@NullMarked
package dev.errata.policy.sampling;

import org.jspecify.annotations.NullMarked;
