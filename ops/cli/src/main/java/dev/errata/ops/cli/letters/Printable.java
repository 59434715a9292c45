package dev.errata.ops.cli.letters;

import java.util.Locale;

/** Text of unknown origin, made fit for one line of a terminal. */
final class Printable {

    private Printable() {}

    /**
     * The beginning of a text on one line. Line ends, control characters and characters without a picture are written
     * as escapes, so that no record can move the cursor or color the terminal.
     *
     * @param most most characters shown; an ellipsis stands for the others
     */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder();
        int[] characters = text.codePoints().limit(most + 1L).toArray();
        for (int i = 0; i < Math.min(most, characters.length); i++) {
            append(line, characters[i]);
        }
        return characters.length > most ? line.append('…').toString() : line.toString();
    }

    private static void append(StringBuilder line, int character) {
        switch (character) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isVisible(character)) {
                    line.appendCodePoint(character);
                } else {
                    line.append(String.format(Locale.ROOT, "\\u%04x", character));
                }
            }
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
