/** Inference by TorchScript: on a GPU, and where Java has no vectors. */
@NullMarked
package dev.errata.policy.torch;

import org.jspecify.annotations.NullMarked;
