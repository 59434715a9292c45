/** One optimizer step over packed sequences: gradients, clipping, AdamW; the only place with mutable parameters. */
@NullMarked
package dev.errata.policy.training;

import org.jspecify.annotations.NullMarked;
