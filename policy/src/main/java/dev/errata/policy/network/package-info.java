/** The transformer as TorchScript source text, and the small writer and caller that run it on DJL. */
@NullMarked
package dev.errata.policy.network;

import org.jspecify.annotations.NullMarked;
