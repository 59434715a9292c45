package dev.errata.documents;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds names of settings that no service has: in Markdown, comments, YAML, properties, and in the help texts and error
 * messages of what ships. Keys below {@code errata.client} are those of Kafka and of the registry, and are not checked.
 */
final class SettingNames {

    private static final String CLIENT = "errata.client";

    /** Ends of file names, such as {@code learner.log}. */
    private static final Set<String> SUFFIXES =
            Set.of("json", "jsonl", "log", "md", "pid", "properties", "svg", "txt", "yaml", "yml");

    private final Collection<Setting> settings;
    private final OtherNames others;
    private final Pattern key;
    private final Pattern variable;

    SettingNames(Settings settings, OtherNames others) {
        this.settings = settings.byKey().values();
        this.others = others;
        Set<String> prefixes = settings.titles().keySet();
        String keys = prefixes.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        key = Pattern.compile(
                "(?<![\\w./~-])(?:" + keys + ")\\.[a-z][a-z0-9_]*(?:[.-][a-z0-9_]+)*(?![\\w(/*]|-\\w|\\.[a-zA-Z])");
        String variables = prefixes.stream().map(Setting::variable).collect(Collectors.joining("|"));
        variable = Pattern.compile("(?m)(?:^\\s*|(?<=`))(?:" + variables + ")_[A-Z0-9_]+(?=[:=`])");
    }

    /** The names in the document that no setting has, each with its place. */
    Stream<String> unknownIn(Document document) {
        String prose = document.isConfiguration() ? document.text() : document.prose();
        Stream<String> keys = Stream.of(prose, document.messages()).flatMap(text -> Document.matches(key, text)
                .filter(found -> !isKnown(found.group()))
                .map(found -> document.place(found.start()) + " names " + found.group()));
        boolean variables = document.isMarkdown() || document.isConfiguration();
        return Stream.concat(keys, variables ? unknownVariables(document) : Stream.empty());
    }

    private Stream<String> unknownVariables(Document document) {
        return Document.matches(variable, document.text())
                .filter(found -> !isKnownVariable(document, found.group().strip()))
                .map(found -> document.place(found.start()) + " names "
                        + found.group().strip());
    }

    private boolean isKnown(String name) {
        return name.equals(CLIENT)
                || name.startsWith(CLIENT + ".")
                || others.contains(name)
                || SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1))
                || settings.stream().anyMatch(setting -> setting.isNamed(name));
    }

    private boolean isKnownVariable(Document document, String name) {
        return name.startsWith(Setting.variable(CLIENT) + "_")
                || document.isMarkdown() && others.contains(name)
                || settings.stream().anyMatch(setting -> setting.variable().equals(name));
    }
}
