package dev.errata.ops.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    /** The left column is Java's escapes, read by {@link String#translateEscapes()}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text         | plain text",
                "Größe, 数, 😀      | Größe, 数, 😀",
                "one\\ntwo\\r\\tend | one\\ntwo\\r\\tend",
                "\\33[2J            | \\u001b[2J",
                "\\0                | \\u0000",
            })
    void whatAPrinterCannotShowIsEscaped(String text, String shown) {
        assertThat(Printable.line(text.translateEscapes(), 100)).isEqualTo(shown);
    }

    @Test
    void charactersThatTurnTheLineAroundAreEscaped() {
        assertThat(Printable.line("a\u202eb\u2028c\ufeff\ud800", 100)).isEqualTo("a\\u202eb\\u2028c\\ufeff\\ud800");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Printable.line("😀".repeat(5), 3)).isEqualTo("😀😀😀…");
        assertThat(Printable.line("abc", 3)).isEqualTo("abc");
        assertThat(Printable.line("x".repeat(1 << 20), 300)).hasSize(301);
    }
}
