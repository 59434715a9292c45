/** From nothing to a start policy and its reward model: fixed seeds, fixed steps, the same result again. */
@NullMarked
package dev.errata.tasks.arithmetic.recipes;

import org.jspecify.annotations.NullMarked;
