package dev.errata.documents;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds lines of prose that are wider than 120 columns. Code is the formatter's business, also where it leaves a long
 * string as it is; and a line that cannot be broken, such as a table row or an address, may be of any width.
 */
final class LineWidth {

    static final int COLUMNS = 120;

    /** One link, address or path, with a list mark before it and a full stop behind it. */
    private static final Pattern UNBREAKABLE = Pattern.compile(
            "\\s*(?:[-*+]\\s+|\\d+[.)]\\s+)?(?:\\S+|!?\\[[^\\]]*\\]\\([^)]*\\)|\\[[^\\]]*\\]:\\s*\\S+)[.,;:]?\\s*");

    private static final Pattern HTML = Pattern.compile("\\s*</?[a-zA-Z][^>]*>.*");

    private LineWidth() {}

    /** The places of lines that are too wide. */
    static Stream<String> tooWide(Document document) {
        return switch (document.kind()) {
            case MARKDOWN ->
                new MarkdownPage(document.text())
                        .lines().stream()
                                .filter(line -> line.part() == MarkdownPage.Part.TEXT
                                        || line.part() == MarkdownPage.Part.HEADING)
                                .filter(line -> columns(line.text()) > COLUMNS)
                                .filter(line -> !HTML.matcher(line.text()).matches()
                                        && !UNBREAKABLE.matcher(line.text()).matches())
                                .map(line -> place(document, line.number(), line.text()));
            case AVRO, OTHER -> Stream.empty();
            case SLASHES, PYTHON, HASHES, XML -> comments(document);
        };
    }

    private static Stream<String> comments(Document document) {
        List<String> lines = document.text().lines().toList();
        List<String> prose = document.prose().lines().toList();
        return IntStream.range(0, prose.size())
                .filter(i -> columns(lines.get(i)) > COLUMNS)
                .filter(i -> columns(prose.get(i).stripTrailing()) > COLUMNS)
                .filter(i -> !UNBREAKABLE.matcher(prose.get(i)).matches())
                .mapToObj(i -> place(document, i + 1, lines.get(i)));
    }

    private static String place(Document document, int line, String text) {
        return document.name() + ":" + line + " has " + columns(text) + " columns";
    }

    private static int columns(String line) {
        return line.codePointCount(0, line.length());
    }
}
