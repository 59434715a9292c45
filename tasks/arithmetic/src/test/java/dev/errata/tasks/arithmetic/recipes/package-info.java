/** Tests of the recipes. */
@NullMarked
package dev.errata.tasks.arithmetic.recipes;

import org.jspecify.annotations.NullMarked;
