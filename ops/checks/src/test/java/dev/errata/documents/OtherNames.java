package dev.errata.documents;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names that look like settings and are something else: meters, system properties, and variables of scripts.
 *
 * @param names each name; one that ends with a dot stands for all that begin with it
 */
record OtherNames(Set<String> names) {

    private static final Pattern IN_JAVA = Pattern.compile(
            "(?:counter|timer|gauge|summary|builder|getProperty|getBoolean|getInteger|getLong|property)\\(\\s*(\\w+ \\+ )?"
                    + "\"([^\"]+)\"|PROPERTY = \"([^\"]+)\"");

    private static final Pattern IN_SCRIPTS = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    /** Those that the code registers or reads. */
    static OtherNames of(Repository repository) {
        Set<String> names = new TreeSet<>();
        for (var source : repository.files(".*src/main/java/.*\\.java")) {
            Document.matches(IN_JAVA, Repository.text(source)).forEach(found -> {
                String name = found.group(2) == null ? found.group(3) : found.group(2);
                names.add(name);
                // The one prefix that is put before names of meters.
                names.add(found.group(1) == null ? name : "errata." + name);
            });
        }
        for (var script : repository.files("ops/errata|docker-compose\\.yml")) {
            Document.matches(IN_SCRIPTS, Repository.text(script)).forEach(found -> names.add(found.group(1)));
        }
        return new OtherNames(names);
    }

    boolean contains(String name) {
        return names.contains(name)
                || names.contains(name + ".")
                || names.stream().anyMatch(prefix -> prefix.endsWith(".") && name.startsWith(prefix));
    }
}
