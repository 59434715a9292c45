/** Measuring policies in this process, without a log. */
@NullMarked
package dev.errata.ops.cli.evaluation;

import org.jspecify.annotations.NullMarked;
