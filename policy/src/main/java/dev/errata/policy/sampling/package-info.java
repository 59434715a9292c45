/** From logits to tokens and their log-probs, and the primitives built on it: pure, seeded, batched. */
@NullMarked
package dev.errata.policy.sampling;

import org.jspecify.annotations.NullMarked;
