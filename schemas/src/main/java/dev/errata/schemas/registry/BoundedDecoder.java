package dev.errata.schemas.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary decoder with a bound: no string, array or map may claim more bytes or elements than the record has
 * bytes left. Avro's own decoder allocates what the record claims, so seven bad bytes can end the process with an
 * OutOfMemoryError.
 *
 * <p>An array of nulls, whose elements take no bytes, is refused too; none of the schemas here has one.
 */
final class BoundedDecoder extends Decoder {

    private final BinaryDecoder decoder;

    BoundedDecoder(byte[] bytes, int offset) {
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    }

    boolean isEnd() throws IOException {
        return decoder.isEnd();
    }

    private long bounded(long claimed) throws IOException {
        int left = decoder.inputStream().available();
        if (claimed < 0 || claimed > left) {
            throw new AvroRuntimeException("a string, array or map claims " + claimed + " bytes or elements where "
                    + left + " bytes are left");
        }
        return claimed;
    }

    private byte[] content() throws IOException {
        byte[] bytes = new byte[(int) bounded(decoder.readLong())];
        decoder.readFixed(bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public String readString() throws IOException {
        return new String(content(), StandardCharsets.UTF_8);
    }

    @Override
    public Utf8 readString(@Nullable Utf8 reused) throws IOException {
        return new Utf8(content());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer reused) throws IOException {
        return ByteBuffer.wrap(content());
    }

    @Override
    public long readArrayStart() throws IOException {
        return bounded(decoder.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return bounded(decoder.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return bounded(decoder.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return bounded(decoder.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return bounded(decoder.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return bounded(decoder.skipMap());
    }

    @Override
    public void skipString() throws IOException {
        decoder.skipFixed((int) bounded(decoder.readLong()));
    }

    @Override
    public void skipBytes() throws IOException {
        skipString();
    }

    @Override
    public void readNull() throws IOException {
        decoder.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return decoder.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return decoder.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return decoder.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return decoder.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return decoder.readDouble();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        decoder.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        decoder.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return decoder.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return decoder.readIndex();
    }
}
