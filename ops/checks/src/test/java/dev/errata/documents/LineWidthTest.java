package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No line of a comment or of a Markdown page is wider than 120 columns. */
class LineWidthTest {

    @Test
    void everyLineOfProseFitsIn120Columns() {
        assertThat(Exempt.checked().flatMap(LineWidth::tooWide))
                .as("comment and Markdown lines over %d columns: break them", LineWidth.COLUMNS)
                .isEmpty();
    }

    /** {@code %} stands for a word of 112 letters, {@code ^} for the start of a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "MARKDOWN | one two more %                   | 1",
                "MARKDOWN | # A heading %                    | 1",
                "MARKDOWN | - an item %                      | 1",
                "MARKDOWN | > a quotation %                  | 1",
                "MARKDOWN | ```^code^```^some words %        | 4",
                "MARKDOWN | - item^^    some words %         | 3",
                "MARKDOWN | see [link](x) and words %        | 1",
                "SLASHES  | // a word %                      | 1",
                "SLASHES  | /** A summary % */               | 1",
                "SLASHES  | /**^ * @param x one %^ */        | 2",
                "SLASHES  | call(); // a word %              | 1",
                "SLASHES  | String s = \"/*\"; // % %        | 1",
                "SLASHES  | char c = '\"'; // a word %       | 1",
                "PYTHON   | # a word %                       | 1",
                "PYTHON   | def f():^    \"\"\"Some words %\"\"\" | 2",
                "PYTHON   | x = '#'  # a word %              | 1",
                "HASHES   | # a word %                       | 1",
                "HASHES   | key: \"a # b\" # a word %        | 1",
                "XML      | <!-- a word % -->                | 1",
                "XML      | <a/>^<!-- short^ a longer % -->  | 3",
            })
    void aLineOf121ColumnsIsFound(Kind kind, String text, int line) {
        assertThat(LineWidth.tooWide(new Document("file", kind, expanded(text))))
                .singleElement()
                .asString()
                .startsWith("file:" + line + " has ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "MARKDOWN | ```sh^some code %^```",
                "MARKDOWN | ~~~^some code %^```^some code %^~~~",
                "MARKDOWN | text:^^    indented code %^    and more %",
                "MARKDOWN | <img alt=\"a word\" src=\"%\">",
                "MARKDOWN | [a link of words](https://example.org/%)",
                "MARKDOWN | - [a link of words](https://example.org/%).",
                "MARKDOWN | [name]: https://example.org/%",
                "MARKDOWN | https://example.org/%",
                "MARKDOWN | short",
                "SLASHES  | /**^ * https://example.org/%^ */",
                "SLASHES  | String s = \"some words %\";",
                "SLASHES  | String s = \"a // no comment %\";",
                "SLASHES  | String s = \"\"\"^  // no comment %^  \"quoted\" /* % % ^  \"\"\";",
                "SLASHES  | String s = \"\\\"// no comment %\";",
                "SLASHES  | call(\"some words %\"); // short",
                "PYTHON   | x = \"a # no comment %\"",
                "PYTHON   | x = f(\"\"\"no documentation %\"\"\")",
                "HASHES   | key: \"a # no comment %\"",
                "HASHES   | echo $# no comment %",
                "XML      | <a>some words %</a>",
                "AVRO     | {\"doc\": \"some words %\"}",
                "OTHER    | some words %",
            })
    void aLongLineOfAnExemptKindPasses(Kind kind, String text) {
        assertThat(LineWidth.tooWide(new Document("file", kind, expanded(text))))
                .isEmpty();
    }

    @Test
    void aLongTableRowPasses() {
        assertThat(LineWidth.tooWide(new Document("file", Kind.MARKDOWN, expanded("| a | word % |"))))
                .isEmpty();
    }

    @Test
    void aLineOfExactly120ColumnsPassesAndLettersOutsideTheBasicPlaneCountOnce() {
        String line = "// " + "\uD835\uDEFC ".repeat(58) + "x";
        assertThat(line.codePointCount(0, line.length())).isEqualTo(LineWidth.COLUMNS);
        assertThat(LineWidth.tooWide(new Document("file", Kind.SLASHES, line))).isEmpty();
        assertThat(LineWidth.tooWide(new Document("file", Kind.SLASHES, line + "y")))
                .containsExactly("file:1 has 121 columns");
    }

    private static String expanded(String text) {
        return text.replace("%", "x".repeat(112)).replace("^", "\n");
    }
}
