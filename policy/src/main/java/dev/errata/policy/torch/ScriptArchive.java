package dev.errata.policy.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive made of source text: a zip of stored entries with the code of one class, a small pickle with
 * its attributes, and no weights.
 *
 * <p>The pickle uses protocol 2: {@code GLOBAL class, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK, (key value)*, SETITEMS,
 * BUILD, STOP}.
 */
final class ScriptArchive {

    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};
    private static final String FORMAT_VERSION = "3\n";

    private ScriptArchive() {}

    /**
     * The bytes of an archive.
     *
     * @param name name of the class in the source
     * @param source TorchScript text of the class
     * @param attributes its attributes: Integer, Boolean or Double
     */
    static byte[] of(String name, String source, Map<String, Object> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "m/data.pkl", pickle(name, attributes));
            store(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "m/constants.pkl", EMPTY_TUPLE_PICKLE);
            store(zip, "m/version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] pickle(String name, Map<String, Object> attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        out.writeBytes(("c__torch__\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
        key(out, "training");
        out.write(0x88);
        key(out, "_is_full_backward_hook");
        out.write('N');
        attributes.forEach((attribute, value) -> {
            key(out, attribute);
            value(out, value);
        });
        out.writeBytes(new byte[] {'u', 'b', '.'});
        return out.toByteArray();
    }

    private static void key(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        out.writeBytes(bytes);
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        if (value instanceof Integer number) {
            out.write('J');
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(number)
                    .array());
        } else if (value instanceof Boolean truth) {
            out.write(truth ? 0x88 : 0x89);
        } else if (value instanceof Double number) {
            out.write('G');
            out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
        } else {
            throw new IllegalArgumentException("an attribute is an Integer, a Boolean or a Double, not " + value);
        }
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setCrc(checksum.getValue());
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
