@NullMarked
package dev.errata.ops.arithmetic.audit;

import org.jspecify.annotations.NullMarked;
