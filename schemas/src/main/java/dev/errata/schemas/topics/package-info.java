/** The topics of a run, and the one way to connect to the log they live in. */
@NullMarked
package dev.errata.schemas.topics;

import org.jspecify.annotations.NullMarked;
