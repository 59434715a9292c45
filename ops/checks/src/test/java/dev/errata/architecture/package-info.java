/** Rules over the whole code base. */
@NullMarked
package dev.errata.architecture;

import org.jspecify.annotations.NullMarked;
