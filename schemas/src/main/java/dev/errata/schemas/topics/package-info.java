/** The topics of a run, and the connection to their event log. */
@NullMarked
package dev.errata.schemas.topics;

import org.jspecify.annotations.NullMarked;
