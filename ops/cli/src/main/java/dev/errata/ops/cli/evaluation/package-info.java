/** Measures policies in this process, without an event log. */
@NullMarked
package dev.errata.ops.cli.evaluation;

import org.jspecify.annotations.NullMarked;
