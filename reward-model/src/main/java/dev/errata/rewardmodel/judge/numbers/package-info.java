/** Written numbers, read exactly. */
@NullMarked
package dev.errata.rewardmodel.judge.numbers;

import org.jspecify.annotations.NullMarked;
