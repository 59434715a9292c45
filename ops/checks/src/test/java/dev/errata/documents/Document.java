package dev.errata.documents;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file as people read it.
 *
 * @param name its path from the repository's root
 * @param kind what it is written in
 * @param text its text
 * @param prose the text with everything but its prose replaced by spaces, so that each place keeps its index
 */
record Document(String name, Kind kind, String text, String prose) {

    Document(String name, Kind kind, String text) {
        this(name, kind, text, kind.prose(text));
    }

    /** The document's folder from the root; empty for the root itself. */
    String folder() {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    boolean isMarkdown() {
        return kind == Kind.MARKDOWN;
    }

    /** Whether values count as well as comments: YAML and Dockerfiles. */
    boolean isConfiguration() {
        return name.matches(".*\\.ya?ml|.*Dockerfile|.*src/main/.*\\.properties");
    }

    /** The string literals of Java that ships, such as help texts and error messages; nothing of other files. */
    String messages() {
        return name.endsWith(".java") && name.contains("src/main/") ? Kind.literals(text) : "";
    }

    /** The document and line of an index of the text, as editors and terminals link it. */
    String place(int index) {
        return name + ":"
                + (1 + text.substring(0, index).chars().filter(c -> c == '\n').count());
    }

    /** The places where the pattern occurs in a text of this document. */
    static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
