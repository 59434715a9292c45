package dev.errata.tasks.arithmetic.audit;

import dev.errata.rewardmodel.Location;

/**
 * A wrong answer whose first wrong step a reward model was asked for.
 *
 * @param reviewed the answer, with the rewrite that keeps the steps before that step
 * @param location the reward model's reply
 */
record LocatedAnswer(ReviewedAnswer reviewed, Location location) {}
