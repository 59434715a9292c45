/** Limits how much an actor samples, such that no trained answer is older than allowed. */
@NullMarked
package dev.errata.actors.pacing;

import org.jspecify.annotations.NullMarked;
