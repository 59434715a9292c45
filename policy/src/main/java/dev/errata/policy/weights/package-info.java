/** One set of weights on disk: format, checksum, configuration; load and save, nothing else. */
@NullMarked
package dev.errata.policy.weights;

import org.jspecify.annotations.NullMarked;
