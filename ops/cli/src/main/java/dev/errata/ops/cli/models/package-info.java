/** Folders of models: the pair that a run starts from, and the checksums of weights. */
@NullMarked
package dev.errata.ops.cli.models;

import org.jspecify.annotations.NullMarked;
