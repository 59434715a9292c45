package dev.errata.tasks.arithmetic.audit;

import dev.errata.rewardmodel.Location;

/**
 * A wrong answer, and the first wrong step that a reward model located in it.
 *
 * @param reviewed the answer, with the rewrite that keeps the steps before the located one
 * @param location the reward model's reply
 */
record LocatedAnswer(ReviewedAnswer reviewed, Location location) {}
