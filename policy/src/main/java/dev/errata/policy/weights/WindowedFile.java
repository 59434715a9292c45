package dev.errata.policy.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of any size that is read through one small window of direct memory, filled from the page cache.
 *
 * <p>The file is not mapped: if a mapped file shrinks while it is read, Java 17 throws an InternalError at some later
 * point of the thread, and if that falls into the unmapping of a buffer the process ends (seen). A read returns the
 * number of bytes.
 */
final class WindowedFile implements AutoCloseable {

    /** Most bytes per view. */
    static final int WINDOW_BYTES = 4 * TensorSource.CHUNK;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window;

    private WindowedFile(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
        window = ByteBuffer.allocateDirect((int) Math.min(WINDOW_BYTES, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    static WindowedFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new WindowedFile(file, channel, channel.size());
        } catch (IOException e) {
            close(file, channel);
            throw new UnusableCheckpointException(
                    "cannot open " + file + " (" + e.getMessage() + "); give the folder of a model", e);
        }
    }

    /** Bytes of the file when it was opened. */
    long size() {
        return size;
    }

    /**
     * Reads a part of the file.
     *
     * @param bytes at most {@link #WINDOW_BYTES}
     * @param reader receives the bytes, little-endian; valid until the next view
     * @throws UnusableCheckpointException if the file ends before that, or its length has changed since it was opened
     */
    void view(long position, int bytes, Consumer<ByteBuffer> reader) {
        window.clear().limit(bytes);
        try {
            while (window.hasRemaining()) {
                if (channel.read(window, position + window.position()) < 0) {
                    throw changed(position + window.position());
                }
            }
            if (channel.size() != size) {
                throw changed(position);
            }
        } catch (ClosedByInterruptException e) {
            throw new UnusableCheckpointException("reading " + file + " was interrupted; load it again", e);
        } catch (IOException e) {
            throw new UnusableCheckpointException(
                    "cannot read " + file + " at byte " + position + " (" + e.getMessage() + "); copy it again", e);
        }
        reader.accept(window.flip());
    }

    /** Copies a part of any length. */
    byte[] bytes(long position, int count) {
        byte[] copy = new byte[count];
        for (int at = 0; at < count; at += WINDOW_BYTES) {
            int begin = at;
            int part = Math.min(WINDOW_BYTES, count - at);
            view(position + at, part, shown -> shown.get(copy, begin, part));
        }
        return copy;
    }

    private UnusableCheckpointException changed(long position) {
        return new UnusableCheckpointException(file + " had " + size + " bytes and changed while it was read at byte "
                + position + "; load it again when it is whole");
    }

    @Override
    public void close() {
        close(file, channel);
    }

    private static void close(Path file, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot close " + file + "; load it again", e);
        }
    }
}
