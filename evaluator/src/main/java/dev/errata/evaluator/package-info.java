/** EvaluationLoop: on a new version, answer the held-out questions, publish the result. */
@NullMarked
package dev.errata.evaluator;

import org.jspecify.annotations.NullMarked;
