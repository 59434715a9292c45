/** The live page: reads every topic of a run, commits no offset, and shows which stages work and which are stalled. */
@NullMarked
package dev.errata.ops.monitor;

import org.jspecify.annotations.NullMarked;
