package dev.errata.ops.monitor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text of every token of a {@code tokenizer.json}, for showing answers token by token.
 *
 * <p>This is a lookup, not a tokenizer: it reads {@code model.vocab} and {@code added_tokens} and decodes the
 * byte-level alphabet of GPT-2, {@code <0xNN>} byte tokens and the {@code ▁} of SentencePiece. Immutable.
 */
public final class Vocabulary {

    /** Larger files are not read, so that they cannot exhaust the memory of the monitor. */
    static final long MAX_FILE_BYTES = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, String> texts;
    private final Set<Integer> special;

    private Vocabulary(Map<Integer, String> texts, Set<Integer> special) {
        this.texts = Map.copyOf(texts);
        this.special = Set.copyOf(special);
    }

    /** An empty vocabulary: every token shows as its number. */
    public static Vocabulary unknown() {
        return new Vocabulary(Map.of(), Set.of());
    }

    /**
     * Reads a vocabulary.
     *
     * @param path a {@code tokenizer.json}, or the folder that holds one
     * @throws UncheckedIOException if the file is missing, over 64 MiB or not a tokenizer; the message says which
     */
    public static Vocabulary read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("tokenizer.json") : path;
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("there is no such file");
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException(file + " is over 64 MiB; no tokenizer is that large.");
            }
            return of(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the vocabulary of " + file + ": " + e.getMessage(), e);
        }
    }

    private static Vocabulary of(JsonNode tokenizer) throws IOException {
        JsonNode vocab = tokenizer.path("model").path("vocab");
        if (!vocab.isObject() && !vocab.isArray()) {
            throw new IOException("it has no model.vocab");
        }
        TokenText decoder = uses(tokenizer, "ByteLevel") ? ByteAlphabet::decode : Vocabulary::plain;
        Map<Integer, String> texts = new HashMap<>();
        if (vocab.isObject()) {
            vocab.properties().forEach(entry -> texts.put(entry.getValue().asInt(), decoder.of(entry.getKey())));
        } else {
            // Unigram: [[piece, score], ...], the id is the index.
            for (int id = 0; id < vocab.size(); id++) {
                texts.put(id, decoder.of(vocab.get(id).path(0).asText()));
            }
        }
        Set<Integer> special = new HashSet<>();
        for (JsonNode added : tokenizer.path("added_tokens")) {
            int id = added.path("id").asInt();
            texts.put(id, added.path("content").asText());
            if (added.path("special").asBoolean()) {
                special.add(id);
            }
        }
        return new Vocabulary(texts, special);
    }

    private static boolean uses(JsonNode tokenizer, String type) {
        return List.of("pre_tokenizer", "decoder").stream()
                .anyMatch(part -> tokenizer.path(part).findValuesAsText("type").contains(type));
    }

    private static String plain(String piece) {
        if (piece.matches("<0x[0-9A-Fa-f]{2}>")) {
            return ByteAlphabet.show(new byte[] {(byte) Integer.parseInt(piece.substring(3, 5), 16)});
        }
        return piece.replace('\u2581', ' ');
    }

    /** Number of known tokens. */
    public int size() {
        return texts.size();
    }

    /** The token's text; {@code #id} where it is not known. */
    public String text(int token) {
        return texts.getOrDefault(token, "#" + token);
    }

    /** Whether the token is special and stands for no text, for example the end of a sequence. */
    public boolean isSpecial(int token) {
        return special.contains(token);
    }

    /** Decodes the text of a token from its form in the file. */
    private interface TokenText {
        String of(String piece);
    }
}
