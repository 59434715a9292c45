/** The soak: trains and samples at the same time for a long time, and watches resident memory. */
@NullMarked
package dev.errata.ops.bench.soak;

import org.jspecify.annotations.NullMarked;
