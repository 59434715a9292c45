/** What the actor has done and what it waits for, for logs, health and metrics. */
@NullMarked
package dev.errata.actors.progress;

import org.jspecify.annotations.NullMarked;
