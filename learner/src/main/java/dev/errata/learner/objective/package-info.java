/** What an update minimises: token-reward PPO or official RLMEC, plus imitation. */
@NullMarked
package dev.errata.learner.objective;

import org.jspecify.annotations.NullMarked;
