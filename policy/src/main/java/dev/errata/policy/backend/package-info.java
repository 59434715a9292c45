/**
 * The interface between a policy and the engine that computes it; implemented by {@code policy.torch} and
 * {@code policy.vector}.
 */
@NullMarked
package dev.errata.policy.backend;

import org.jspecify.annotations.NullMarked;
