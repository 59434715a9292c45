/** Questions as people write them by hand: plain JSON of the Avro fields. */
@NullMarked
package dev.errata.schemas.questions;

import org.jspecify.annotations.NullMarked;
