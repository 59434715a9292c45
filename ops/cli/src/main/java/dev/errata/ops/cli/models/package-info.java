/** Folders of models as commands are given them. */
@NullMarked
package dev.errata.ops.cli.models;

import org.jspecify.annotations.NullMarked;
