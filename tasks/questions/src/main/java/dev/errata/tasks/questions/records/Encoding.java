package dev.errata.tasks.questions.records;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Recognizes compression, Parquet and encodings by the first bytes of a file. */
final class Encoding {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
    private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16_BIG = {(byte) 0xfe, (byte) 0xff};
    private static final byte[] UTF_16_LITTLE = {(byte) 0xff, (byte) 0xfe};
    private static final int BUFFER = 1 << 16;

    private Encoding() {}

    /** The bytes behind gzip, if the stream is compressed; may be marked. */
    static InputStream uncompressed(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, BUFFER);
        return startsWith(buffered, GZIP)
                ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
                : buffered;
    }

    /** Whether a file is compressed as a whole. */
    static boolean isCompressed(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return startsWith(in, GZIP);
        }
    }

    /** Whether this is a Parquet file. */
    static boolean isParquet(InputStream in) throws IOException {
        return startsWith(in, PARQUET);
    }

    /**
     * The characters behind a byte order mark; without one, UTF-8. Bytes that are no characters become U+FFFD, the
     * replacement character, so that they can be told and refused.
     */
    static BufferedReader text(InputStream in) throws IOException {
        Charset charset = StandardCharsets.UTF_8;
        if (startsWith(in, UTF_8)) {
            in.skipNBytes(UTF_8.length);
        } else if (startsWith(in, UTF_16_BIG) || startsWith(in, UTF_16_LITTLE)) {
            charset = StandardCharsets.UTF_16;
        }
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return new BufferedReader(new InputStreamReader(in, decoder), BUFFER);
    }

    private static boolean startsWith(InputStream in, byte[] magic) throws IOException {
        in.mark(magic.length);
        byte[] start = in.readNBytes(magic.length);
        in.reset();
        return Arrays.equals(start, magic);
    }
}
