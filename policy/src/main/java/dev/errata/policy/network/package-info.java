/**
 * What every network has: shape, weights, sequences without padding, the book of the cache. And the transformer as TorchScript,
 * with the small writer and caller that run it on DJL.
 */
@NullMarked
package dev.errata.policy.network;

import org.jspecify.annotations.NullMarked;
