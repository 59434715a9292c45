/** Which policy version is measured next, and its weights. */
@NullMarked
package dev.errata.evaluator.versions;

import org.jspecify.annotations.NullMarked;
