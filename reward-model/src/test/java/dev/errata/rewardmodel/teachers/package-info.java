/** Tests of the teachers. */
@NullMarked
package dev.errata.rewardmodel.teachers;

import org.jspecify.annotations.NullMarked;
