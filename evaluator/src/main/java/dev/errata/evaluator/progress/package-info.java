/** What the evaluator has done and what it waits for. */
@NullMarked
package dev.errata.evaluator.progress;

import org.jspecify.annotations.NullMarked;
