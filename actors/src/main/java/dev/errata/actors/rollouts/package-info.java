/** From questions to sampled answers, and out of the door in one transaction. */
@NullMarked
package dev.errata.actors.rollouts;

import org.jspecify.annotations.NullMarked;
