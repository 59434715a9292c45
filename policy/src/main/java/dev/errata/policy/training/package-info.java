/** One optimizer step over packed sequences: gradients, clipping, AdamW. */
@NullMarked
package dev.errata.policy.training;

import org.jspecify.annotations.NullMarked;
