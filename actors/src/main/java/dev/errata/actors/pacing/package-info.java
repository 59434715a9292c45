/** When an actor may sample: never so much that a trained answer would be older than allowed. */
@NullMarked
package dev.errata.actors.pacing;

import org.jspecify.annotations.NullMarked;
