/** Tests of the making of pairs. */
@NullMarked
package dev.errata.rewardmodel.teachers.pairs;

import org.jspecify.annotations.NullMarked;
