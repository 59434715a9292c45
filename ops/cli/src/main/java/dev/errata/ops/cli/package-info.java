/** Code that all commands share: the installation, its version, and failures reported in one sentence. */
@NullMarked
package dev.errata.ops.cli;

import org.jspecify.annotations.NullMarked;
