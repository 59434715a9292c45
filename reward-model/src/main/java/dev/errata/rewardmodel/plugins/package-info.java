/** Verifiers of one's own: found in jars, and run with a time limit. */
@NullMarked
package dev.errata.rewardmodel.plugins;

import org.jspecify.annotations.NullMarked;
