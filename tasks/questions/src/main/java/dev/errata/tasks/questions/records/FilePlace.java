package dev.errata.tasks.questions.records;

/**
 * Where a record stands in a file.
 *
 * @param file name of the file as it was given
 * @param line 1-based line on which the record starts; in a Parquet file, which has no lines, its row
 * @param part what else names the record, for example {@code element 3} of a list; empty where the line does
 */
public record FilePlace(String file, long line, String part) {

    /** {@code file:line}, with the part in parentheses behind it. */
    @Override
    public String toString() {
        return file + ":" + line + (part.isEmpty() ? "" : " (" + part + ")");
    }
}
