/** Import of questions into the log: what is there already, what is published, and what is refused. */
@NullMarked
package dev.errata.ops.cli.importing;

import org.jspecify.annotations.NullMarked;
