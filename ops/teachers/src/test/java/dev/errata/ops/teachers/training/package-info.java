/** Tests of training from pairs. */
@NullMarked
package dev.errata.ops.teachers.training;

import org.jspecify.annotations.NullMarked;
