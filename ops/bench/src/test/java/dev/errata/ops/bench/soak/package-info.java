/** Tests of the soak. */
@NullMarked
package dev.errata.ops.bench.soak;

import org.jspecify.annotations.NullMarked;
