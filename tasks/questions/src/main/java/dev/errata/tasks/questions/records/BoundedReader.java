package dev.errata.tasks.questions.records;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Refuses to read on where one record is longer than {@link #LIMIT}, so that no file fills the memory. */
final class BoundedReader extends FilterReader {

    /** Most characters of a record. */
    static final int LIMIT = 8 << 20;

    static final String TOO_LONG =
            "The record is longer than " + (LIMIT >> 20) + " million characters: is this a file of questions?";

    private long read;

    BoundedReader(Reader in) {
        super(in);
    }

    /** Begins to count again. */
    void recordStarts() {
        read = 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(c < 0 ? 0 : 1);
        return c;
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) throws IOException {
        read += more;
        if (read > LIMIT) {
            throw new IOException(TOO_LONG);
        }
    }
}
