/** Code that the backends share: weights, key-value cache, and sequences without padding. */
@NullMarked
package dev.errata.policy.network;

import org.jspecify.annotations.NullMarked;
