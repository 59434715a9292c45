/** Tests of the teachers. */
@NullMarked
package dev.errata.ops.teachers;

import org.jspecify.annotations.NullMarked;
