/** Reads questions fairly from all topics, including new ones; unreadable records go to dead-letters with a reason. */
@NullMarked
package dev.errata.actors.questions;

import org.jspecify.annotations.NullMarked;
