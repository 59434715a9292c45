@NullMarked
package dev.errata.tasks.arithmetic.audit;

import org.jspecify.annotations.NullMarked;
