package dev.errata.ops.monitor.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The byte-level alphabet of GPT-2 tokenizers: each of the 256 bytes is written as one printable character.
 *
 * <p>Printable Latin-1 bytes (33-126, 161-172, 174-255) stand for themselves; the other 68, in order, are the
 * characters from U+0100 on (so a space is U+0120).
 */
final class ByteAlphabet {

    private static final Map<Integer, Byte> BYTES = bytes();

    private ByteAlphabet() {}

    /** The text of a token in this alphabet; a character outside it stands for itself. */
    static String decode(String piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        piece.codePoints().forEach(character -> {
            Byte value = BYTES.get(character);
            if (value != null) {
                out.write(value);
            } else {
                out.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        });
        return show(out.toByteArray());
    }

    /** The bytes as text; in hexadecimal where they are only part of a character. */
    static String show(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException partOfACharacter) {
            StringBuilder hex = new StringBuilder();
            for (byte one : bytes) {
                hex.append(String.format("<0x%02X>", one));
            }
            return hex.toString();
        }
    }

    private static Map<Integer, Byte> bytes() {
        Map<Integer, Byte> alphabet = new HashMap<>();
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean printable = value >= 33 && value <= 126 || value >= 161 && value <= 172 || value >= 174;
            alphabet.put(printable ? value : next++, (byte) value);
        }
        return Map.copyOf(alphabet);
    }
}
