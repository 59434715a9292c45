/** What a policy is measured on: questions, and the prompts they are asked with. */
@NullMarked
package dev.errata.evaluator.benchmark;

import org.jspecify.annotations.NullMarked;
