/** Samples answers to questions, and publishes them in one transaction. */
@NullMarked
package dev.errata.actors.rollouts;

import org.jspecify.annotations.NullMarked;
