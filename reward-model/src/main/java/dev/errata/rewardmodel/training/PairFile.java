package dev.errata.rewardmodel.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of pairs; any file with the same fields will do. */
public final class PairFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PairFile() {}

    /**
     * All pairs of a file.
     *
     * @throws IllegalArgumentException if a line is not a pair, or there is none
     * @throws IOException if the file cannot be read
     */
    public static List<RewriteExample> read(Path file) throws IOException {
        List<RewriteExample> examples = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    examples.add(example(line, number, file));
                }
            }
        }
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " holds no pairs: make some with 'errata reward-model data', or give another file.");
        }
        return examples;
    }

    private static RewriteExample example(String line, long number, Path file) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (IOException malformed) {
            json = JSON.missingNode();
        }
        return RewritePair.read(json)
                .map(RewritePair::example)
                .orElseThrow(() -> new IllegalArgumentException("Line " + number + " of " + file
                        + " is not a pair: it needs question, reference, answer and rewrite, in quotes."));
    }
}
