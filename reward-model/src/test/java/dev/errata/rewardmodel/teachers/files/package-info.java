/** Tests of files that grow. */
@NullMarked
package dev.errata.rewardmodel.teachers.files;

import org.jspecify.annotations.NullMarked;
