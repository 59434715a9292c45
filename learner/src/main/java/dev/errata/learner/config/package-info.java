/** The learner's configuration. */
@NullMarked
package dev.errata.learner.config;

import org.jspecify.annotations.NullMarked;
