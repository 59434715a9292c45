/** Tests of the teacher behind an endpoint. */
@NullMarked
package dev.errata.rewardmodel.teachers.chat;

import org.jspecify.annotations.NullMarked;
