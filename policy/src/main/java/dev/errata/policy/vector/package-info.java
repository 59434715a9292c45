/** The network on the processor's vector units, in Java: packed weights, paged attention, tokens chosen. */
@NullMarked
package dev.errata.policy.vector;

import org.jspecify.annotations.NullMarked;
