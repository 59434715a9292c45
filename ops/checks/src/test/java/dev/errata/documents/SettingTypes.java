package dev.errata.documents;

import com.sun.source.tree.CompilationUnitTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the values that the Java types of settings accept. */
final class SettingTypes {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("String", "text"),
            Map.entry("URI", "address"),
            Map.entry("Path", "path"),
            Map.entry("Duration", "duration"),
            Map.entry("boolean", "`true` or `false`"),
            Map.entry("Boolean", "`true` or `false`"),
            Map.entry("short", "integer"),
            Map.entry("int", "integer"),
            Map.entry("Integer", "integer"),
            Map.entry("long", "integer"),
            Map.entry("Long", "integer"),
            Map.entry("float", "number"),
            Map.entry("double", "number"),
            Map.entry("Double", "number"));

    private static final Pattern OPTIONAL = Pattern.compile("Optional<(.*)>|Optional(Int|Long|Double)");
    private static final Pattern MAP = Pattern.compile("Map<String, ?(.*)>");
    private static final Pattern LIST = Pattern.compile("List<(.*)>");

    private final List<Path> sources;
    private final List<Path> schemas;

    SettingTypes(Repository repository, List<Path> sources) {
        this.sources = sources;
        schemas = repository.files(".*src/main/avro/.*\\.avsc");
    }

    /**
     * The values that a type accepts.
     *
     * @param type in words
     * @param unset what holds without a default, in words
     * @param suffix what the key ends with besides its name
     */
    record Described(String type, String unset, String suffix) {}

    Described describe(CompilationUnitTree unit, String type) {
        var optional = OPTIONAL.matcher(type);
        if (optional.matches()) {
            String inner = optional.group(1) == null ? optional.group(2).replace("Int", "Integer") : optional.group(1);
            return new Described(words(unit, inner), "not set", "");
        }
        var map = MAP.matcher(type);
        if (map.matches()) {
            return new Described(words(unit, map.group(1)), "none", Setting.NAME);
        }
        return new Described(words(unit, type), "**must be set**", "");
    }

    /** The type of the values of a map by name; empty for another type. */
    static Optional<String> valuesOfMap(String type) {
        var map = MAP.matcher(type);
        return map.matches() ? Optional.of(map.group(1)) : Optional.empty();
    }

    /** A Java name as settings are spelled: {@code maxNewTokens} is {@code max-new-tokens}. */
    static String hyphenated(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private String words(CompilationUnitTree unit, String type) {
        var list = LIST.matcher(type);
        if (list.matches()) {
            return words(unit, list.group(1)) + "s, with commas";
        }
        String known = WORDS.get(type);
        return known != null ? known : values(unit, type).collect(Collectors.joining("`, `", "`", "`"));
    }

    /** The values of an enum that is nested in the same file, imported, of the same package, or generated from Avro. */
    private Stream<String> values(CompilationUnitTree unit, String type) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        String outer = unit.getImports().stream()
                .map(line -> line.getQualifiedIdentifier().toString())
                .filter(line -> line.endsWith("." + type.split("\\.")[0]))
                .findFirst()
                .orElse(unit.getPackageName() + "." + type);
        Pattern constants = Pattern.compile("enum " + name + "\\s*(?:implements [^{]*)?\\{([^;}]*)");
        Stream<String> java = Stream.concat(
                        Stream.of(Path.of(unit.getSourceFile().toUri())),
                        sources.stream().filter(file -> isNamedIn(file, outer)))
                .map(file -> Kind.code(Repository.text(file)));
        Pattern symbols = Pattern.compile("\"name\":\\s*\"" + name + "\"[^}]*?\"symbols\":\\s*\\[([^\\]]*)]");
        Stream<String> avro = schemas.stream().map(Repository::text);
        return Stream.concat(
                        java.flatMap(text -> Document.matches(constants, text)),
                        avro.flatMap(text -> Document.matches(symbols, text)))
                .findFirst()
                .map(found -> Arrays.stream(found.group(1).split(","))
                        .map(constant -> constant.replaceAll("\\(.*|[\"\\s]|@\\w+", ""))
                        .filter(constant -> !constant.isEmpty())
                        .map(SettingTypes::hyphenated))
                .orElseThrow(() -> new IllegalStateException(type + " of "
                        + unit.getSourceFile().getName() + " is a type that the page of settings cannot read"));
    }

    /** Whether the file declares the qualified name, or a type that it is nested in. */
    private static boolean isNamedIn(Path file, String qualifiedName) {
        String declared =
                file.toString().replaceAll(".*src/main/java/|\\.java$", "").replace('/', '.');
        return qualifiedName.equals(declared) || qualifiedName.startsWith(declared + ".");
    }
}
