/** What all commands share: the installation, its version, and failures that take one sentence. */
@NullMarked
package dev.errata.ops.cli;

import org.jspecify.annotations.NullMarked;
