package dev.errata.tasks.arithmetic.audit;

import dev.errata.rewardmodel.Location;

/**
 * A wrong answer of which a reward model was first asked where it goes wrong.
 *
 * @param reviewed the answer, with the rewrite that keeps the steps before
 * @param location what the reward model said
 */
record LocatedAnswer(ReviewedAnswer reviewed, Location location) {}
