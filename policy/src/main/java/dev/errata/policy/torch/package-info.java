/** The PyTorch backend: TorchScript through DJL, on a CPU or a GPU. */
@NullMarked
package dev.errata.policy.torch;

import org.jspecify.annotations.NullMarked;
