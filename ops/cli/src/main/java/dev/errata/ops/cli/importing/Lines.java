package dev.errata.ops.cli.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a text file line by line; skips blank lines, and decodes broken UTF-8 to replacement characters. */
final class Lines {

    private Lines() {}

    /** Receives every line that is not blank, with its 1-based number. */
    interface Visitor {
        void line(long number, String text);
    }

    static void each(Path file, Visitor visitor) throws IOException {
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), utf8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    visitor.line(number, line);
                }
            }
        }
    }
}
