/** Token alignment, edit script, edit weights and clipped token rewards; pure. */
@NullMarked
package dev.errata.rewardmodel.alignment;

import org.jspecify.annotations.NullMarked;
