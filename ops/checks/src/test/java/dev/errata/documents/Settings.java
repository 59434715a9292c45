package dev.errata.documents;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** All settings, read from the sources of the interfaces that are annotated with {@code @ConfigMapping}. */
final class Settings {

    private static final Pattern EXTENDS = Pattern.compile("interface \\w+ extends ([\\w, ]+)\\{");

    private final Repository repository;
    private final List<Path> sources;
    private final Map<Path, String> texts = new LinkedHashMap<>();
    private final SettingTypes types;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final SortedMap<String, String> titles = new TreeMap<>();
    private final SortedMap<String, Setting> settings = new TreeMap<>();

    private Settings(Repository repository) {
        this.repository = repository;
        sources = repository.files(".*src/main/java/.*\\.java");
        sources.forEach(file -> texts.put(file, Repository.text(file)));
        types = new SettingTypes(repository, sources);
    }

    /**
     * Reads them.
     *
     * @throws IllegalStateException if an interface has a form that is not understood here
     */
    static Settings of(Repository repository) {
        Settings settings = new Settings(repository);
        Set<Path> interfaces = settings.sources.stream()
                .filter(file -> Repository.text(file).contains("@ConfigMapping(prefix"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        interfaces.addAll(settings.supertypes(interfaces));
        settings.parse(interfaces);
        settings.units.values().forEach(Unit::read);
        return settings;
    }

    /** The settings by key. */
    SortedMap<String, Setting> byKey() {
        return settings;
    }

    /** For each prefix, such as {@code learner}, what its settings are about. */
    SortedMap<String, String> titles() {
        return titles;
    }

    /** The files of what the interfaces extend. */
    private List<Path> supertypes(Set<Path> interfaces) {
        Set<String> names = interfaces.stream()
                .flatMap(file -> Document.matches(EXTENDS, Kind.code(Repository.text(file))))
                .flatMap(
                        found -> Pattern.compile("\\w+").matcher(found.group(1)).results())
                .map(name -> name.group() + ".java")
                .collect(Collectors.toSet());
        return sources.stream()
                .filter(file -> names.contains(file.getFileName().toString()))
                .toList();
    }

    private void parse(Set<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                TreePath type =
                        new TreePath(new TreePath(unit), unit.getTypeDecls().get(0));
                Unit read = new Unit(trees, unit, type);
                units.put(read.qualifiedName(), read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The services whose sources name the interface: modules that have a configuration of their own. */
    private SortedSet<String> readers(Path declaring, String qualifiedName) {
        String simpleName = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
        return texts.entrySet().stream()
                .filter(source -> !source.getKey().equals(declaring))
                .filter(source -> source.getValue().contains(qualifiedName)
                        || Objects.equals(source.getKey().getParent(), declaring.getParent())
                                && source.getValue().contains(simpleName))
                .map(Map.Entry::getKey)
                .map(file -> repository.name(file).replaceFirst("/?src/main/java/.*", ""))
                .filter(module -> Files.exists(
                        repository.root().resolve(module).resolve("src/main/resources/application.properties")))
                .map(module -> module.substring(module.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One file that declares settings. */
    private final class Unit {

        private final Trees trees;
        private final CompilationUnitTree unit;
        private final TreePath type;
        private final Path file;

        Unit(Trees trees, CompilationUnitTree unit, TreePath type) {
            this.trees = trees;
            this.unit = unit;
            this.type = type;
            this.file = Path.of(unit.getSourceFile().toUri());
        }

        String qualifiedName() {
            return unit.getPackageName() + "." + ((ClassTree) type.getLeaf()).getSimpleName();
        }

        void read() {
            ClassTree tree = (ClassTree) type.getLeaf();
            annotation(tree.getModifiers().getAnnotations(), "ConfigMapping").ifPresent(prefix -> {
                // An interface that only inherits its settings describes one reader, not the settings.
                if (tree.getMembers().isEmpty()) {
                    titles.putIfAbsent(prefix, doc(type));
                } else {
                    titles.put(prefix, doc(type));
                }
                read(type, prefix + ".", readers(file, qualifiedName()));
            });
        }

        private void read(TreePath path, String prefix, SortedSet<String> services) {
            ClassTree tree = (ClassTree) path.getLeaf();
            for (Tree supertype : tree.getImplementsClause()) {
                Unit extended = named(supertype.toString());
                extended.read(extended.type, prefix, services);
            }
            for (Tree member : tree.getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    read(new TreePath(path, method), method, prefix, services);
                }
            }
        }

        private Unit named(String supertype) {
            return units.entrySet().stream()
                    .filter(other -> other.getKey().endsWith("." + supertype))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            supertype + ", which " + file + " extends, is none of our interfaces"));
        }

        private void read(TreePath path, MethodTree method, String prefix, SortedSet<String> services) {
            List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
            String key = prefix
                    + annotation(annotations, "WithName")
                            .orElse(SettingTypes.hyphenated(method.getName().toString()));
            String type = String.valueOf(method.getReturnType());
            Optional<TreePath> group = group(path, SettingTypes.valueOf(type));
            if (group.isPresent()) {
                read(group.get(), key + (SettingTypes.isMap(type) ? ".NAME." : "."), services);
                return;
            }
            SettingTypes.Described described = types.describe(unit, type);
            String initial = annotation(annotations, "WithDefault")
                    .map(value -> "`" + value + "`")
                    .orElse(described.unset());
            Setting setting = new Setting(key + described.suffix(), described.type(), initial, doc(path), services);
            settings.merge(setting.key(), setting, Setting::and);
        }

        /** A nested interface of the same file. */
        private Optional<TreePath> group(TreePath method, String type) {
            return Stream.iterate(
                            method.getParentPath(),
                            path -> path.getLeaf() instanceof ClassTree,
                            TreePath::getParentPath)
                    .flatMap(path -> ((ClassTree) path.getLeaf())
                            .getMembers().stream()
                                    .filter(member -> member.getKind() == Tree.Kind.INTERFACE)
                                    .filter(member ->
                                            ((ClassTree) member).getSimpleName().contentEquals(type))
                                    .map(member -> new TreePath(path, member)))
                    .findFirst();
        }

        private String doc(TreePath path) {
            String comment = trees.getDocComment(path);
            if (comment == null) {
                throw new IllegalStateException(file + ": a setting or its group has no Javadoc");
            }
            return comment.replaceFirst("(?s)\n\\s*@.*", "")
                    .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                    .replaceAll("\\{@link\\s+#?([^}]*)}", "`$1`")
                    .replaceAll("</?p>", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    /** The value of an annotation by its simple name. */
    private static Optional<String> annotation(List<? extends AnnotationTree> annotations, String name) {
        List<String> values = new ArrayList<>();
        for (AnnotationTree annotation : annotations) {
            if (annotation.getAnnotationType().toString().equals(name)) {
                annotation.getArguments().forEach(argument -> values.add(value(argument)));
            }
        }
        return values.stream().findFirst();
    }

    private static String value(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
        if (value instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        throw new IllegalStateException(value + " is no literal, which the page of settings cannot read");
    }
}
