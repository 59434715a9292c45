/** What all networks have in common: their shape, weights, key-value cache, and sequences without padding. */
@NullMarked
package dev.errata.policy.network;

import org.jspecify.annotations.NullMarked;
