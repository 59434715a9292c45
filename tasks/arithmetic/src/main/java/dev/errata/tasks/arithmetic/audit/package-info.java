/** Audits a reward model on wrong answers whose minimal rewrite is known exactly. */
@NullMarked
package dev.errata.tasks.arithmetic.audit;

import org.jspecify.annotations.NullMarked;
