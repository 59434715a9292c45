/**
 * The wall between what a policy is and what computes it: implemented by {@code policy.torch} and {@code
 * policy.vector}.
 */
@NullMarked
package dev.errata.policy.backend;

import org.jspecify.annotations.NullMarked;
