/** Inference by TorchScript: on a GPU, and where Java has no vectors. */
@NullMarked
package dev.errata.policy.script;

import org.jspecify.annotations.NullMarked;
