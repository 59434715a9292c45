/** The reward scorer: the scoring topology and the worker that serves the generative reward model. */
@NullMarked
package dev.errata.rewards;

import org.jspecify.annotations.NullMarked;
