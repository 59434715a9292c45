/** Tests of the making of pairs. */
@NullMarked
package dev.errata.ops.teachers.pairs;

import org.jspecify.annotations.NullMarked;
