package dev.errata.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines of a Markdown page, each with what it is, and its headings. */
final class MarkdownPage {

    /** The kind of a line. */
    enum Part {
        FENCE,
        INDENTED_CODE,
        TABLE,
        HEADING,
        TEXT
    }

    /**
     * One line.
     *
     * @param number from 1
     */
    record Line(int number, Part part, String text) {

        boolean isCode() {
            return part == Part.FENCE || part == Part.INDENTED_CODE;
        }
    }

    private static final Pattern FENCE = Pattern.compile("\\s*(?:>\\s*)?(```+|~~~+).*");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d+[.)])\\s.*");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");

    private final List<Line> lines = new ArrayList<>();

    MarkdownPage(String text) {
        Scan scan = new Scan();
        text.lines().forEach(line -> lines.add(new Line(lines.size() + 1, scan.part(line), line)));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The page with its code, spans included, replaced by spaces. */
    String withoutCode() {
        StringBuilder prose = new StringBuilder();
        for (Line line : lines) {
            prose.append(line.isCode() ? " ".repeat(line.text().length()) : line.text())
                    .append('\n');
        }
        return Pattern.compile("(`+)(?!`)(?:[^`\n]|\n(?!\n))+?\\1(?!`)")
                .matcher(prose)
                .replaceAll(span -> span.group().replaceAll("[^\n]", " "));
    }

    /** The text of each heading, without marks of emphasis, code or links. */
    List<String> headings() {
        return lines.stream()
                .filter(line -> line.part() == Part.HEADING)
                .map(line -> HEADING.matcher(line.text().strip()).replaceFirst("$1"))
                .map(MarkdownPage::plain)
                .toList();
    }

    /** The names that a link to this page may end with, as GitHub makes them. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String heading : headings()) {
            String slug = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                    .replace(' ', '-');
            int times = seen.merge(slug, 1, Integer::sum);
            anchors.add(times == 1 ? slug : slug + "-" + (times - 1));
        }
        Document.matches(ANCHOR, withoutCode()).forEach(found -> anchors.add(found.group(1)));
        return anchors;
    }

    private static String plain(String heading) {
        return heading.replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replaceAll("[`*]", "");
    }

    /** State of reading a page. */
    private static final class Scan {

        private String fence = "";
        private boolean afterBlank = true;
        private boolean inList;
        private boolean inCode;

        Part part(String line) {
            if (!fence.isEmpty()) {
                fence = line.strip().matches("(?:>\\s*)?" + fence + "+\\s*") ? "" : fence;
                return Part.FENCE;
            }
            var opening = FENCE.matcher(line);
            if (opening.matches()) {
                fence = opening.group(1);
                return Part.FENCE;
            }
            return outsideFences(line);
        }

        private Part outsideFences(String line) {
            if (line.isBlank()) {
                afterBlank = true;
                return Part.TEXT;
            }
            boolean indented = line.startsWith("    ") || line.startsWith("\t");
            inCode = indented && !inList && (afterBlank || inCode);
            inList = ITEM.matcher(line).matches() && !inCode || inList && (!afterBlank || line.startsWith("  "));
            afterBlank = false;
            if (inCode) {
                return Part.INDENTED_CODE;
            }
            if (line.stripLeading().startsWith("|")) {
                return Part.TABLE;
            }
            return HEADING.matcher(line).matches() ? Part.HEADING : Part.TEXT;
        }
    }
}
