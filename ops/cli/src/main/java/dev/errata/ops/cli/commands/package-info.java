/** One class per subcommand: options in, one call, one sentence out. */
@NullMarked
package dev.errata.ops.cli.commands;

import org.jspecify.annotations.NullMarked;
