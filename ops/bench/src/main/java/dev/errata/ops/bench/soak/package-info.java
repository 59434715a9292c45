/** Works the engine for long, training and sampling at the same time, and watches the memory that stays resident. */
@NullMarked
package dev.errata.ops.bench.soak;

import org.jspecify.annotations.NullMarked;
