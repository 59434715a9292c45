/** New weights out, then the checkpoint, then the announcement: in that order. */
@NullMarked
package dev.errata.learner.publishing;

import org.jspecify.annotations.NullMarked;
