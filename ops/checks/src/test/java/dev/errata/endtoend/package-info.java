/** The whole loop as a user runs it, and services together over a real broker. */
@NullMarked
package dev.errata.endtoend;

import org.jspecify.annotations.NullMarked;
