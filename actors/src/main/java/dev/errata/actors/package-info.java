/** RolloutLoop: admit questions, sample answers, publish rollouts. */
@NullMarked
package dev.errata.actors;

import org.jspecify.annotations.NullMarked;
