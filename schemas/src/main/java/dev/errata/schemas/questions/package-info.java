/** Questions as plain JSON, with the names of the Avro fields. */
@NullMarked
package dev.errata.schemas.questions;

import org.jspecify.annotations.NullMarked;
