/** From rewards to advantages; plain numbers, no tensors. */
@NullMarked
package dev.errata.learner.advantage;

import org.jspecify.annotations.NullMarked;
