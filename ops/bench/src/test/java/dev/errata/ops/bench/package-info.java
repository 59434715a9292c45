/** Tests of the benchmarks' counting, drawing and printing. */
@NullMarked
package dev.errata.ops.bench;

import org.jspecify.annotations.NullMarked;
