/** The log's own bookkeeping, read back and added up. */
@NullMarked
package dev.errata.ops.cli.audit;

import org.jspecify.annotations.NullMarked;
