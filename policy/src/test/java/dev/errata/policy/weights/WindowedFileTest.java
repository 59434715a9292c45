package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowedFileTest {

    private static final int PAGES = 1 << 16;

    private final Path file;

    WindowedFileTest(@TempDir Path folder) throws IOException {
        file = Files.write(folder.resolve("numbers"), new byte[2 * PAGES]);
    }

    @Test
    void aWindowMayBeginAndEndAtAnyByte() throws IOException {
        byte[] bytes = new byte[2 * PAGES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        Files.write(file, bytes);
        byte[] copy = new byte[5000];
        try (WindowedFile opened = WindowedFile.open(file)) {
            opened.view(4095, copy.length, window -> window.get(copy));
        }
        assertThat(ByteBuffer.wrap(copy)).isEqualTo(ByteBuffer.wrap(bytes, 4095, copy.length));
    }

    @Test
    void aFileThatShrinksBetweenWindowsIsNoLongerRead() throws IOException {
        try (WindowedFile opened = WindowedFile.open(file)) {
            opened.view(0, 8, ByteBuffer::getLong);
            truncate(8);
            assertThatThrownBy(() -> opened.view(PAGES, 8, ByteBuffer::getLong))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("numbers had 131072 bytes and changed")
                    .hasMessageContaining("byte 65536");
        }
    }

    @Test
    void aFileThatShrinksInsideAWindowIsNoLongerRead() {
        try (WindowedFile opened = WindowedFile.open(file)) {
            truncate(9);
            assertThatThrownBy(() -> opened.view(0, 16, ByteBuffer::getLong))
                    .isInstanceOf(UnusableCheckpointException.class)
                    .hasMessageContaining("changed while it was read at byte 9");
        }
    }

    @Test
    void aFileLargerThanTheWindowIsCopiedWhole() throws IOException {
        byte[] bytes = new byte[WindowedFile.WINDOW_BYTES + 3];
        bytes[bytes.length - 1] = 7;
        bytes[WindowedFile.WINDOW_BYTES - 1] = 5;
        Files.write(file, bytes);
        try (WindowedFile opened = WindowedFile.open(file)) {
            assertThat(ByteBuffer.wrap(opened.bytes(0, bytes.length))).isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    private void truncate(long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
