/** Questions as plain JSON: which fields they may have, what they may leave out, and their ids. */
@NullMarked
package dev.errata.schemas.questions;

import org.jspecify.annotations.NullMarked;
