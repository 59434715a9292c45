/** Teachers of the generative reward model: they rewrite wrong answers. Plug-ins are found by name. */
@NullMarked
package dev.errata.rewardmodel.teachers;

import org.jspecify.annotations.NullMarked;
