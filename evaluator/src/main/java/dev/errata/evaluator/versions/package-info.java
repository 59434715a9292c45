/** Chooses the policy version to measure next, and loads its weights. */
@NullMarked
package dev.errata.evaluator.versions;

import org.jspecify.annotations.NullMarked;
