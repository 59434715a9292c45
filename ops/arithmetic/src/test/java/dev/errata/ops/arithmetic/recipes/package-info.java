/** Tests of the recipes. */
@NullMarked
package dev.errata.ops.arithmetic.recipes;

import org.jspecify.annotations.NullMarked;
