/** The actor's settings and their defaults. */
@NullMarked
package dev.errata.actors.config;

import org.jspecify.annotations.NullMarked;
