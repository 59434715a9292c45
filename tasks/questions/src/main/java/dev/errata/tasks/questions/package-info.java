/** Reads the files that questions come in: the benchmarks' own, and plain JSON, CSV and Parquet. */
@NullMarked
package dev.errata.tasks.questions;

import org.jspecify.annotations.NullMarked;
