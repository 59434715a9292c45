/** The demo: starts all processes of a run, watches them, reports the result. */
@NullMarked
package dev.errata.ops.cli.demo;

import org.jspecify.annotations.NullMarked;
