/** Training batches, objectives, and the interface for gradients and AdamW steps that the backends implement. */
@NullMarked
package dev.errata.policy.training;

import org.jspecify.annotations.NullMarked;
