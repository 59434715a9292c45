/** Tests of plug-ins. */
@NullMarked
package dev.errata.rewardmodel.plugins;

import org.jspecify.annotations.NullMarked;
