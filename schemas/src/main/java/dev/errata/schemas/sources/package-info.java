/** The settings of question sources: their defaults and their limits. */
@NullMarked
package dev.errata.schemas.sources;

import org.jspecify.annotations.NullMarked;
