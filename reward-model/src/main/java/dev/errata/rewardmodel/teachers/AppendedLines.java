package dev.errata.rewardmodel.teachers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of JSON lines that is only appended to. Lines are on disk once {@link #append} returns. A last line that a
 * killed process left incomplete is removed when the file is opened again. Only one process may open it. Thread-safe.
 */
public final class AppendedLines implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;

    private AppendedLines(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file, new or not.
     *
     * @param earlier receives every line that the file holds already
     * @throws IllegalArgumentException if another process has it open, or a line before the last is not JSON
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static AppendedLines open(Path file, Consumer<JsonNode> earlier) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(file, channel);
                channel.truncate(read(file, earlier));
                channel.position(channel.size());
                return new AppendedLines(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        boolean held;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            held = false;
        }
        if (!held) {
            throw new IllegalArgumentException(
                    file + " is being written by another run: wait for it, or give another file.");
        }
    }

    /** Reads a file's lines; returns the length in bytes of its complete lines. */
    private static long read(Path file, Consumer<JsonNode> earlier) throws IOException {
        long whole = 0;
        long at = 0;
        long number = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean broken = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                at++;
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                if (broken) {
                    throw new IllegalArgumentException("Line " + number + " of " + file
                            + " is not JSON: repair or delete the line, or give another file.");
                }
                number++;
                broken = !accept(line.toByteArray(), earlier);
                whole = broken ? whole : at;
                line.reset();
            }
        }
        return whole;
    }

    private static boolean accept(byte[] line, Consumer<JsonNode> earlier) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (IOException malformed) {
            return false;
        }
        if (!json.isObject()) {
            return false;
        }
        earlier.accept(json);
        return true;
    }

    /**
     * Appends lines and waits until they are on disk.
     *
     * @throws UncheckedIOException if they cannot be written; the file may then end in a half-written line
     */
    public synchronized void append(List<? extends JsonNode> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (JsonNode line : lines) {
                bytes.write(JSON.writeValueAsBytes(line));
                bytes.write('\n');
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
