/** Tests of the teacher behind an endpoint. */
@NullMarked
package dev.errata.ops.teachers.chat;

import org.jspecify.annotations.NullMarked;
