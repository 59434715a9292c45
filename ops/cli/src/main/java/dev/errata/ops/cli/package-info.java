/** The errata command: parses a line, does one thing, says in one sentence what went wrong. */
@NullMarked
package dev.errata.ops.cli;

import org.jspecify.annotations.NullMarked;
