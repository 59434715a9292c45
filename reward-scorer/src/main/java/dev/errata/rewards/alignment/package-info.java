/** From answer to rewrite: token alignment, edit script, edit weights and clipped token rewards; pure. */
@NullMarked
package dev.errata.rewards.alignment;

import org.jspecify.annotations.NullMarked;
