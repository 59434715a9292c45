package dev.errata.documents;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The language of a file, which decides which of its text is prose. */
enum Kind {
    /** Everything is prose, code spans and fences included. */
    MARKDOWN,
    /** Java, JavaScript and CSS: comments between slashes. */
    SLASHES,
    /** Comments and documentation strings. */
    PYTHON,
    /** YAML, shell, Dockerfiles and properties: comments from a hash to the end of the line. */
    HASHES,
    /** XML and HTML comments. */
    XML,
    /** JSON with documentation in it. */
    AVRO,
    /** Everything else; nothing in it is read. */
    OTHER;

    private static final String DOCSTRING = "(?m)(?<=^[ \\t]{0,40})(?:[rR]?\"\"\"(?s:.*?)\"\"\")";
    private static final String PYTHON_STRING =
            "\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'";
    private static final Pattern PYTHON_PROSE =
            Pattern.compile("(?<prose>" + DOCSTRING + ")|" + PYTHON_STRING + "|(?<comment>#.*)");
    private static final Pattern HASH_PROSE =
            Pattern.compile("(?m)^(?:[^\"'#\n]|(?<=\\S)#|\"[^\"\n]*\"|'[^'\n]*')*?(?<=^|\\s)(?<comment>#.*)$");
    private static final Pattern XML_PROSE = Pattern.compile("(?s)(?<comment><!--.*?-->)");
    private static final String JAVA_STRING =
            "\"\"\"(?s:(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+)\"\"\"|\"(?:[^\"\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\n]++|\\\\.)*+'";
    private static final Pattern SLASH_PROSE =
            Pattern.compile("(?<string>" + JAVA_STRING + "|`[^`]*`)|(?<prose>/\\*(?s:.*?)\\*/)|(?<comment>(?<!:)//.*)");

    /** Marks of a comment that are not part of its text: the start, the end and the star before each line. */
    private static final Pattern MARKS =
            Pattern.compile("(?m)^\\s*(?:/\\*+|\\*(?!/))|/\\*+|\\*/|^//+|^#+|<!--|-->|\"\"\"");

    /** The kind by the file's name, or by its first line where the name has no suffix. */
    static Kind of(Path file) {
        String name = file.getFileName().toString();
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        return switch (suffix) {
            case "md" -> MARKDOWN;
            case "java", "js", "css" -> SLASHES;
            case "py" -> PYTHON;
            case "yml", "yaml", "properties", "sh", "Dockerfile" -> HASHES;
            case "xml", "html" -> XML;
            case "avsc" -> AVRO;
            default -> name.contains(".") || name.equals("LICENSE") || name.equals("mvnw") ? OTHER : script(file);
        };
    }

    private static Kind script(Path file) {
        String first = Repository.text(file).lines().findFirst().orElse("");
        return first.startsWith("#!") && first.contains("python") ? PYTHON : HASHES;
    }

    /**
     * The text with all that is no prose, and the marks of comments, replaced by spaces: every place keeps its index.
     */
    String prose(String text) {
        return switch (this) {
            case MARKDOWN, AVRO -> text;
            case SLASHES -> kept(SLASH_PROSE, text, "prose", "comment");
            case PYTHON -> kept(PYTHON_PROSE, text, "prose", "comment");
            case HASHES -> kept(HASH_PROSE, text, "comment");
            case XML -> kept(XML_PROSE, text, "comment");
            case OTHER -> blank(text);
        };
    }

    /** The string literals of Java, everything else replaced by spaces. */
    static String literals(String java) {
        return kept(SLASH_PROSE, java, "string");
    }

    /** Java without its comments. */
    static String code(String java) {
        return SLASH_PROSE
                .matcher(java)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) == null ? blank(found.group()) : found.group()));
    }

    private static String kept(Pattern pattern, String text, String... groups) {
        StringBuilder kept = new StringBuilder(blank(text));
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            for (String group : groups) {
                String found = matcher.group(group);
                if (found != null) {
                    kept.replace(matcher.start(group), matcher.end(group), unmarked(found));
                }
            }
        }
        return kept.toString();
    }

    private static String unmarked(String comment) {
        return MARKS.matcher(comment).replaceAll(mark -> Matcher.quoteReplacement(blank(mark.group())));
    }

    private static String blank(String text) {
        return text.replaceAll("[^\n]", " ");
    }
}
