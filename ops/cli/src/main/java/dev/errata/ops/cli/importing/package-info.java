/** Readers of question files, and their import into the log. */
@NullMarked
package dev.errata.ops.cli.importing;

import org.jspecify.annotations.NullMarked;
