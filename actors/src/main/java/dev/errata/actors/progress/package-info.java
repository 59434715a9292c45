/** Progress of the actor for log, health and metrics. */
@NullMarked
package dev.errata.actors.progress;

import org.jspecify.annotations.NullMarked;
