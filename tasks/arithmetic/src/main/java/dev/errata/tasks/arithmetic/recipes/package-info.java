/** Recipes of the shipped start policy and its reward model; fixed seeds and steps give the same result every time. */
@NullMarked
package dev.errata.tasks.arithmetic.recipes;

import org.jspecify.annotations.NullMarked;
