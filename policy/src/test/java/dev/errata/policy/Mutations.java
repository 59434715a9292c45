package dev.errata.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to spoil a file, drawn from a seed. */
final class Mutations {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Pattern FORMATS = Pattern.compile("\"B?F(16|32)\"");
    private static final String[] ODD_NUMBERS = {
        "0",
        "-1",
        "1",
        "7",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "18446744073709551616",
        "1e308",
        "0.5",
        "null",
        "\"3\"",
        "[]",
        "[1,2]",
        "999999999999999999999999999999"
    };
    private static final String[] ODD_JSON = {
        "null",
        "-1",
        "0",
        "7",
        "2147483647",
        "1e300",
        "\"\"",
        "\"x\"",
        "\"\\u0000\"",
        "\"(((\"",
        "[]",
        "{}",
        "true",
        "[[1,2],[3]]",
        "{\"type\":\"x\"}",
        "\"\\ud83d\\ude00\"",
        "[\"a b\",\"c d e\"]",
        "{\"a\":-5}"
    };
    private static final String[] ODD_TEXT = {
        "{", "}", "[", "\"", ",", "\\", "\u0000", "[[[[[[[[", "{\"a\":", "NaN", "\ud800"
    };

    private final SplittableRandom random;

    Mutations(long seed) {
        random = new SplittableRandom(seed);
    }

    private int below(int bound) {
        return random.nextInt(Math.max(1, bound));
    }

    private String one(String... of) {
        return of[below(of.length)];
    }

    /** A safetensors file with something wrong in its length, its header or its numbers. */
    byte[] safetensors(byte[] file) {
        int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        String text = new String(file, 8, header, StandardCharsets.UTF_8);
        byte[] numbers = Arrays.copyOfRange(file, 8 + header, file.length);
        return switch (below(8)) {
            case 0 -> bytes(file);
            case 1 -> withLength(file, oddLength(file.length));
            case 2 -> spoilNumbers(file, 8 + header);
            case 3 -> join(replaceOne(text, NUMBERS, one(ODD_NUMBERS)), numbers);
            case 4 -> join(replaceOne(text, FORMATS, one("\"F64\"", "\"I8\"", "\"F16\"", "\"F32\"", "7")), numbers);
            case 5 -> join(text(text), numbers);
            case 6 -> join(json(text), numbers);
            default -> join(hugeShape(text), numbers);
        };
    }

    private long oddLength(int size) {
        return switch (below(4)) {
            case 0 -> random.nextLong();
            case 1 -> size - 8L + below(3) - 1;
            case 2 -> below(size);
            default -> Long.MAX_VALUE - below(16);
        };
    }

    private static byte[] withLength(byte[] file, long length) {
        byte[] spoiled = file.clone();
        ByteBuffer.wrap(spoiled).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        return spoiled;
    }

    /** An infinity or a NaN, in the bits of bf16 and of the upper half of fp32. */
    private byte[] spoilNumbers(byte[] file, int begin) {
        byte[] spoiled = file.clone();
        int at = begin + 2 * below((file.length - begin) / 2);
        short bits = (short) (random.nextBoolean() ? 0x7f80 : 0xffc1);
        ByteBuffer.wrap(spoiled).order(ByteOrder.LITTLE_ENDIAN).putShort(at, bits);
        return spoiled;
    }

    private String hugeShape(String header) {
        String shape = "\"shape\":[" + "4294967296,".repeat(1 + below(8)) + one("0", "1", "4294967296") + "]";
        return replaceOne(header, Pattern.compile("\"shape\":\\[[^\\]]*\\]"), shape);
    }

    private static byte[] join(String header, byte[] numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(numbers)
                .array();
    }

    /** Bytes cut off, cut out, doubled, added or flipped. */
    byte[] bytes(byte[] file) {
        int at = below(file.length);
        int count = below(Math.min(64, file.length - at));
        return switch (below(5)) {
            case 0 -> Arrays.copyOf(file, at);
            case 1 -> splice(file, at, count, new byte[0]);
            case 2 -> splice(file, at, 0, Arrays.copyOfRange(file, at, at + count));
            case 3 -> Arrays.copyOf(file, file.length + 1 + below(64));
            default -> {
                byte[] flipped = file.clone();
                for (int i = 0; i < 1 + below(4); i++) {
                    flipped[below(flipped.length)] ^= (byte) (1 << below(8));
                }
                yield flipped;
            }
        };
    }

    private static byte[] splice(byte[] file, int at, int out, byte[] in) {
        ByteBuffer spliced = ByteBuffer.allocate(file.length - out + in.length);
        return spliced.put(file, 0, at)
                .put(in)
                .put(file, at + out, file.length - at - out)
                .array();
    }

    /** A text with a word that does not belong there, or without a part. */
    String text(String text) {
        int at = below(text.length());
        int out = random.nextBoolean() ? 0 : below(Math.min(64, text.length() - at));
        String in = random.nextInt(8) == 0 ? "[".repeat(100_000) : one(ODD_TEXT);
        return text.substring(0, at) + in + text.substring(at + out);
    }

    private String replaceOne(String text, Pattern pattern, String replacement) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            return text + replacement;
        }
        MatchResult chosen = found.get(below(found.size()));
        return text.substring(0, chosen.start()) + replacement + text.substring(chosen.end());
    }

    /** JSON that is well-formed, with one value replaced or removed. */
    String json(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            List<ContainerNode<?>> inner = new ArrayList<>();
            collect(root, inner);
            spoil(inner.get(below(inner.size())));
            return root.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Large lists count once, so that they do not take all the draws. */
    private static void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container && !container.isEmpty()) {
            into.add(container);
            int visited = 0;
            for (JsonNode child : container) {
                if (visited++ < 20) {
                    collect(child, into);
                }
            }
        }
    }

    private void spoil(ContainerNode<?> node) throws IOException {
        JsonNode odd = JSON.readTree(one(ODD_JSON));
        if (node instanceof ArrayNode list) {
            int at = below(list.size());
            switch (below(3)) {
                case 0 -> list.remove(at);
                case 1 -> list.insert(at, odd);
                default -> list.set(at, odd);
            }
        } else if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(below(names.size()));
            switch (below(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(one("", "x", "<s>", names.get(0)), odd);
                default -> object.set(name, odd);
            }
        }
    }
}
