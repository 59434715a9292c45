/** Terminal output of a command while it works. */
@NullMarked
package dev.errata.ops.cli.console;

import org.jspecify.annotations.NullMarked;
