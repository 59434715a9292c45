/** Files as records: JSON lines, JSON lists, CSV, Parquet; plain or compressed; read one record at a time. */
@NullMarked
package dev.errata.tasks.questions.records;

import org.jspecify.annotations.NullMarked;
