/** Token ids to readable text, one token at a time. */
@NullMarked
package dev.errata.ops.monitor.text;

import org.jspecify.annotations.NullMarked;
