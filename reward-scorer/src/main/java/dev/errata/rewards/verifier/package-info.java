/** Asks HTTP verifiers about answers, and publishes their verdicts. */
@NullMarked
package dev.errata.rewards.verifier;

import org.jspecify.annotations.NullMarked;
