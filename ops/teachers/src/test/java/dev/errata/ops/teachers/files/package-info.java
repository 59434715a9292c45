/** Tests of files that grow. */
@NullMarked
package dev.errata.ops.teachers.files;

import org.jspecify.annotations.NullMarked;
