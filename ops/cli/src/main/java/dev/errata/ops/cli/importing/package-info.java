/** Question files of other projects, as question records. */
@NullMarked
package dev.errata.ops.cli.importing;

import org.jspecify.annotations.NullMarked;
