/** Judges files of answers, so that people can try their reward before they run it. */
@NullMarked
package dev.errata.ops.cli.judging;

import org.jspecify.annotations.NullMarked;
