package dev.errata.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the paths in a text that lead out of the repository, or up to something that is not in it. Code that climbs by
 * {@code getParent()} names no path: a test that does so fails in {@code .ci/run}, where nothing is beside the clone.
 *
 * @param root the repository's folder
 * @param refused names that tests hand over to see them refused, and that nothing reads
 */
record PathsAbove(Path root, Set<String> refused) {

    /** Folder names that a path begins with; a variable is none, for it may be any folder. */
    private static final String FOLDERS = "(?<![\\w.$-])(?:\\w[\\w-]*(?:\\.[\\w-]+)*/)+";

    /** Two dots and what follows them; an ellipsis is no such thing. */
    private static final String CLIMB = "(?:" + FOLDERS + "|(?<!\\.))\\.\\.(?:/[\\w.-]*\\w|/\\.\\.)+";

    /** Two dots that are a path of their own. */
    private static final String DOTS_ALONE = "(?<=[\"'/=:>(\\s-])\\.\\./?(?=[\"')<:;&|}\\s]|$)";

    private static final Pattern CLIMBING = Pattern.compile(CLIMB + "|" + DOTS_ALONE);

    /** Places of users' own files. */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?<![\\w.$})~-])/(?:home|root|Users|work|mnt)(?![\\w.-])(?:/[\\w.-]+)?");

    /** The text between two quoted names of one path, in Java or in Python. */
    private static final String BETWEEN = "[\"'](?:\\s*,\\s*|\\)?\\s*/\\s*|\\)\\s*\\.(?:resolve|joinpath)\\()[\"']";

    /** {@code Path.of("..", "errata")} and {@code path.resolve("..").resolve("errata")} name one path in pieces. */
    private static final Pattern PIECES =
            Pattern.compile("(?<=[\"'/]\\.\\.)" + BETWEEN + "|(?<=\\w)" + BETWEEN + "(?=\\.\\.[\"'/])");

    /** The offending paths in a file's text, in order. */
    List<String> in(Path file, String text) {
        Path start = startOf(file);
        Stream<String> climbing = paths(CLIMBING, PIECES.matcher(text).replaceAll("/"))
                .filter(path -> !refused.contains(path) && !leadsToOneOfOurs(start, path));
        return Stream.concat(climbing, paths(ABSOLUTE, text)).toList();
    }

    private static Stream<String> paths(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    /** The base of relative paths: in Java the module, where Maven runs it; in other files their own folder. */
    private Path startOf(Path file) {
        String name = root.relativize(file).toString();
        int sources = name.endsWith(".java") ? name.indexOf("src/") : -1;
        return sources < 0 ? file.resolveSibling("") : root.resolve(name.substring(0, sources));
    }

    private boolean leadsToOneOfOurs(Path start, String path) {
        Path named = start.resolve(path).normalize();
        boolean climbs = Path.of(path).normalize().startsWith("..");
        return !climbs || (named.startsWith(root) && Files.exists(named));
    }
}
