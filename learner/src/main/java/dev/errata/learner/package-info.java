/** LearnerLoop: collect scored rollouts, admit, batch, update the policy, publish its versions. */
@NullMarked
package dev.errata.learner;

import org.jspecify.annotations.NullMarked;
