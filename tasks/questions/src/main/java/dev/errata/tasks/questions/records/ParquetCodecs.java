package dev.errata.tasks.questions.records;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks the pages of Parquet files: gzip by Java itself, since Parquet takes it from Hadoop; the others by Parquet. */
final class ParquetCodecs implements CompressionCodecFactory {

    private static final Set<CompressionCodecName> OF_PARQUET = EnumSet.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW);

    private final CodecFactory parquet = new CodecFactory(new PlainParquetConfiguration(), 0);

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        if (codec == CompressionCodecName.GZIP) {
            return new Gzip();
        }
        if (!OF_PARQUET.contains(codec)) {
            throw new IllegalArgumentException("A Parquet file compressed with " + codec
                    + " cannot be read here: write it with snappy, zstd, gzip or no compression.");
        }
        return parquet.getDecompressor(codec);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Question files are only read.");
    }

    @Override
    public void release() {
        parquet.release();
    }

    private static final class Gzip implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return BytesInput.from(in.readNBytes(size));
            }
        }

        @Override
        public void decompress(ByteBuffer from, int fromSize, ByteBuffer to, int size) throws IOException {
            byte[] packed = new byte[fromSize];
            from.get(packed);
            to.put(decompress(BytesInput.from(packed), size).toByteArray());
        }

        @Override
        public void release() {}
    }
}
