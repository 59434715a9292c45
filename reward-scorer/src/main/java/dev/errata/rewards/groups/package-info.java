/** Scores of one group held back until the whole group has an outcome. */
@NullMarked
package dev.errata.rewards.groups;

import org.jspecify.annotations.NullMarked;
