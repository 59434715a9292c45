/** Tests of the arithmetic task. */
@NullMarked
package dev.errata.tasks.arithmetic;

import org.jspecify.annotations.NullMarked;
