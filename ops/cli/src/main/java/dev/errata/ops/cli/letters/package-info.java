/** Dead letters for people: listed, counted, exported to be mended, and sent again. */
@NullMarked
package dev.errata.ops.cli.letters;

import org.jspecify.annotations.NullMarked;
