/** Child processes: started, watched, restarted when they die, never left behind. */
@NullMarked
package dev.errata.ops.cli.process;

import org.jspecify.annotations.NullMarked;
