/** The policy in memory: newest announced weights, verified before use. */
@NullMarked
package dev.errata.actors.weights;

import org.jspecify.annotations.NullMarked;
