/** The whole loop, as a user runs it. */
@NullMarked
package dev.errata.endtoend;

import org.jspecify.annotations.NullMarked;
