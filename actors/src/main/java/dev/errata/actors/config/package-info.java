/** What can be set, with its defaults. */
@NullMarked
package dev.errata.actors.config;

import org.jspecify.annotations.NullMarked;
