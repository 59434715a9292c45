package dev.errata.tasks.questions.records;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of one file in their order, one at a time. */
public interface Records extends Closeable {

    /** The kinds of files that hold records. */
    enum Kind {
        /** One JSON object on each line. */
        JSON_LINES,
        /** A JSON list of objects, or objects one after the other. */
        JSON,
        /** Comma, semicolon or tab separated values under a header. */
        CSV,
        /** Apache Parquet. */
        PARQUET
    }

    /** The kind of the file. */
    Kind kind();

    /**
     * The next record, or null at the end.
     *
     * @throws IOException if the file cannot be read
     */
    @Nullable
    FileRecord next() throws IOException;
}
