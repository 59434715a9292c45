/** The normal form of final answers in LaTeX. */
@NullMarked
package dev.errata.rewardmodel.judge.latex;

import org.jspecify.annotations.NullMarked;
