/** The command {@code errata} and its subcommands: one class for each, and the options that they share. */
@NullMarked
package dev.errata.ops.cli.commands;

import org.jspecify.annotations.NullMarked;
