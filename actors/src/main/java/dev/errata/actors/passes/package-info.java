/** Passes over the partitions of the question topics: what was asked, what is next, and in which order. */
@NullMarked
package dev.errata.actors.passes;

import org.jspecify.annotations.NullMarked;
