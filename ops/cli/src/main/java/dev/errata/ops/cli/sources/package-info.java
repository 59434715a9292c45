/** The sources of a run: their settings, and what became of their questions. */
@NullMarked
package dev.errata.ops.cli.sources;

import org.jspecify.annotations.NullMarked;
