/**
 * The policy: {@code Policy} samples and scores, {@code Trainer} improves it, {@code Backends} chooses what computes.
 */
@NullMarked
package dev.errata.policy;

import org.jspecify.annotations.NullMarked;
