/** The one-command run: starts every part, watches it, reports. */
@NullMarked
package dev.errata.ops.cli.demo;

import org.jspecify.annotations.NullMarked;
