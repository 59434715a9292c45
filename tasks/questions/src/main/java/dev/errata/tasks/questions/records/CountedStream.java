package dev.errata.tasks.questions.records;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes of a stream were read. */
final class CountedStream extends FilterInputStream {

    private final LongConsumer progress;
    private long bytes;

    CountedStream(InputStream in, LongConsumer progress) {
        super(in);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) {
        bytes += more;
        progress.accept(bytes);
    }
}
