package dev.errata.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what prose refers to and is not there: link targets and their anchors, files and folders of the repository,
 * sections of a page ({@code docs/gpu.md, What to install}) and decisions by number. What a build makes, below a folder
 * {@code target}, may be named.
 */
final class References {

    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)"
            + "|(?m:^\\s{0,3}\\[[^\\]]+\\]:\\s*(\\S+))|<(?:img|a)\\s[^>]*?(?:src|href)=\"([^\"]+)\"");

    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*|//.*");

    /** A path of two names or more, or a file name that ends as those of documents do. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w./~$}>:@=%\\\\-])(?:\\./)?((?:[\\w.-]+/)+[\\w.-]*\\w|"
                    + "(?:[\\w.-]+/)+|[\\w-][\\w.-]*\\.(?:md|ya?ml|py|avsc)\\b)(?![\\w]|\\.\\w|:/)(?<more>\\.\\.\\.|[*{<$]|/[*{<$.])?");

    private static final Pattern SECTION = Pattern.compile(
            "(?<![\\w./-])([\\w./-]+\\.md)(?:#([\\w-]+)|,\\s+(?:section\\s+)?[\"“]?(\\p{Lu}[^\"”;:)}]*)|,?\\s+(?:section\\s+)?(\\d+(?:\\.\\d+)*)\\b)");

    private static final Pattern DECISIONS = Pattern.compile("\\b[Dd]ecisions?((?:[\\s,]+(?:and\\s+)?\\d{4}\\b)+)");

    private static final Pattern BRANCH = Pattern.compile(".*(?:^|/)src/(?:main|test)/.*");

    private final Path root;
    private final Set<String> tops;
    private final Set<String> fileNames;
    private final String decisions;
    private final Predicate<String> free;
    private final Map<Path, MarkdownPage> pages = new HashMap<>();

    /** @param free names without a target that are allowed */
    References(Repository repository, Predicate<String> free) {
        List<Path> files = repository.files();
        this.root = repository.root();
        this.free = free;
        tops = files.stream()
                .map(repository::name)
                .filter(name -> name.contains("/"))
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toSet());
        fileNames = files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        decisions = files.stream().map(repository::name).collect(Collectors.joining("\n"));
    }

    /** The document's references to missing targets, each with its place. */
    Stream<String> deadIn(Document document) {
        Stream<String> links = document.isMarkdown() ? deadLinks(document) : Stream.empty();
        return Stream.of(links, deadPaths(document), deadSections(document), deadDecisions(document))
                .flatMap(found -> found)
                .distinct();
    }

    private Stream<String> deadLinks(Document document) {
        return Document.matches(LINK, new MarkdownPage(document.text()).withoutCode())
                .map(found -> new Found(found.start(), firstGroup(found)))
                .filter(link -> !ELSEWHERE.matcher(link.text()).matches() && isDeadLink(document, link.text()))
                .map(link -> link.in(document));
    }

    private boolean isDeadLink(Document document, String link) {
        String path = link.replaceFirst("[#?].*", "");
        Path target = path.isEmpty()
                ? root.resolve(document.name())
                : root.resolve(document.folder()).resolve(path).normalize();
        boolean here = path.isEmpty() || target.startsWith(root) && Files.exists(target);
        if (!here) {
            return true;
        }
        String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
        boolean page = target.toString().endsWith(".md");
        return page && !anchor.isEmpty() && !page(document, target).anchors().contains(anchor);
    }

    private Stream<String> deadPaths(Document document) {
        String prose = document.isConfiguration() ? document.text() : document.prose();
        Stream<Found> told =
                paths(document.messages()).filter(path -> path.text().matches("(?:ops|docs)/.*"));
        return Stream.concat(paths(prose), told)
                .filter(path -> isOurs(path.text()) && !free.test(path.text()) && !exists(document, path.text()))
                .map(path -> path.in(document));
    }

    private static Stream<Found> paths(String text) {
        return Document.matches(PATH, text).map(found -> new Found(found.start(1), wholeNames(found)));
    }

    /** Of a path that ends in a pattern or an ellipsis, the folders before it. */
    private static String wholeNames(MatchResult found) {
        String path = found.group(1);
        String more = found.group(2);
        boolean inName = more != null && !more.startsWith("/");
        return inName ? path.substring(0, path.lastIndexOf('/') + 1) : path;
    }

    private boolean isOurs(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return !path.isEmpty();
        }
        String top = path.substring(0, slash);
        boolean words = path.matches("[a-z-]+/[a-z-]+/?")
                && !Set.of("ops", "docs", "tasks").contains(top);
        boolean ours = tops.contains(top) && !words;
        return (ours || path.endsWith(".md") || BRANCH.matcher(path).matches())
                && !("/" + path + "/").contains("/target/");
    }

    private boolean exists(Document document, String path) {
        if (!path.contains("/") && !path.endsWith(".md")) {
            return fileNames.contains(path);
        }
        return Stream.iterate(root.resolve(document.folder()), folder -> folder.startsWith(root), Path::getParent)
                .filter(folder -> folder.equals(root)
                        || folder.equals(root.resolve(document.folder()))
                        || Files.exists(folder.resolve("pom.xml")))
                .anyMatch(folder -> Files.exists(folder.resolve(path)));
    }

    private Stream<String> deadSections(Document document) {
        return Document.matches(SECTION, document.prose())
                .filter(found -> Files.exists(pageOf(document, found.group(1))) && isDeadSection(document, found))
                .map(found -> new Found(
                                found.start(),
                                found.group().replaceAll("\\s+", " ").strip())
                        .in(document));
    }

    private boolean isDeadSection(Document document, MatchResult found) {
        MarkdownPage page = page(document, pageOf(document, found.group(1)));
        if (found.group(2) != null) {
            return !page.anchors().contains(found.group(2));
        }
        if (found.group(4) != null) {
            return page.headings().stream()
                    .noneMatch(heading -> heading.matches(Pattern.quote(found.group(4)) + "\\D.*"));
        }
        String words = found.group(3).replaceAll("\\s+", " ");
        return !words.matches("[\\w./-]+\\.[a-z]+.*")
                && page.headings().stream()
                        .noneMatch(heading -> words.matches("(?is)" + Pattern.quote(heading) + "\\b.*"));
    }

    private Path pageOf(Document document, String name) {
        Path beside = root.resolve(document.folder()).resolve(name).normalize();
        return Files.exists(beside) ? beside : root.resolve(name).normalize();
    }

    private Stream<String> deadDecisions(Document document) {
        return Document.matches(DECISIONS, document.prose())
                .flatMap(found -> Document.matches(Pattern.compile("\\d{4}"), found.group(1))
                        .map(number -> new Found(found.start(), number.group())))
                .filter(number -> !decisions.contains("docs/decisions/" + number.text() + "-"))
                .map(number -> new Found(number.index(), "decision " + number.text()).in(document));
    }

    private MarkdownPage page(Document document, Path file) {
        boolean itself = file.equals(root.resolve(document.name()));
        return itself
                ? new MarkdownPage(document.text())
                : pages.computeIfAbsent(file, path -> new MarkdownPage(Repository.text(path)));
    }

    private static String firstGroup(MatchResult found) {
        return Stream.of(1, 2, 3)
                .map(found::group)
                .filter(group -> group != null)
                .findFirst()
                .orElse("");
    }

    /** A reference and the index where it stands. */
    private record Found(int index, String text) {

        String in(Document document) {
            return document.place(index) + " names " + text;
        }
    }
}
