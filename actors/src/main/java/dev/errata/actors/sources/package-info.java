/** The sources of questions: their settings, and whose turn it is. */
@NullMarked
package dev.errata.actors.sources;

import org.jspecify.annotations.NullMarked;
