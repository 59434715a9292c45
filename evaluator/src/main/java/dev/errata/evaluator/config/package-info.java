/** What can be set, with its defaults. */
@NullMarked
package dev.errata.evaluator.config;

import org.jspecify.annotations.NullMarked;
