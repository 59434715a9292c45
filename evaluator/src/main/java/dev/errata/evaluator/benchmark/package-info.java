/** Held-out questions, and how a policy is measured on them. */
@NullMarked
package dev.errata.evaluator.benchmark;

import org.jspecify.annotations.NullMarked;
