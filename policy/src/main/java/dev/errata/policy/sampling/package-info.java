/** Seeded, batched sampling from logits, and scoring and rewriting of given answers. */
@NullMarked
package dev.errata.policy.sampling;

import org.jspecify.annotations.NullMarked;
