package dev.errata.policy.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read through small windows mapped into memory, one at a time: no copy of the file, files of any size, and
 * never more of it resident than one window.
 *
 * <p>No window reaches beyond the end of the file. Should the file shrink while a window is open, the JVM turns the fault
 * into an {@link InternalError}, and this class into an {@link UnusableCheckpointException}.
 */
final class MappedFile implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final long size;

    private MappedFile(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static MappedFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new MappedFile(file, channel, channel.size());
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
     * Shows a part of the file.
     *
     * @param reader looks at the bytes, little-endian, and keeps nothing of the buffer
     * @throws UnusableCheckpointException if the file ends before, or is no longer what it was when it was opened
     */
    void view(long position, int bytes, Consumer<ByteBuffer> reader) {
        if (bytes == 0) {
            reader.accept(ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN));
            return;
        }
        refuseIfChanged(position);
        try {
            MappedByteBuffer window = channel.map(FileChannel.MapMode.READ_ONLY, position, bytes);
            try {
                reader.accept(window.order(ByteOrder.LITTLE_ENDIAN));
            } finally {
                Unmapping.unmap(window);
            }
        } catch (InternalError e) {
            throw changed(position, e);
        } catch (ClosedByInterruptException e) {
            throw new UnusableCheckpointException("reading " + file + " was interrupted; load it again", e);
        } catch (IOException e) {
            throw new UnusableCheckpointException(
                    "cannot read " + file + " at byte " + position + " (" + e.getMessage() + "); copy it again", e);
        }
        // What lies between a new end and the end of its page is read as zeros, without a fault.
        refuseIfChanged(position);
    }

    private void refuseIfChanged(long position) {
        try {
            if (channel.size() != size) {
                throw changed(position, null);
            }
        } catch (IOException e) {
            throw new UnusableCheckpointException("cannot read " + file + "; copy it again", e);
        }
    }

    private UnusableCheckpointException changed(long position, @Nullable Throwable cause) {
        return new UnusableCheckpointException(
                file + " changed its size while it was read at byte " + position + "; load it again when it is whole",
                cause);
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
