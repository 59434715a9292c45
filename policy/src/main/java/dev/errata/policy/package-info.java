/** The policy: {@code Policy} samples and scores, {@code Trainer} trains, {@code Backends} chooses the backend. */
@NullMarked
package dev.errata.policy;

import org.jspecify.annotations.NullMarked;
