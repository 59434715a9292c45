/** Tests of the arithmetic task. */
@NullMarked
package dev.errata.ops.arithmetic;

import org.jspecify.annotations.NullMarked;
