/** Training batches, objectives, and the interface to what computes gradients and AdamW steps. */
@NullMarked
package dev.errata.policy.training;

import org.jspecify.annotations.NullMarked;
