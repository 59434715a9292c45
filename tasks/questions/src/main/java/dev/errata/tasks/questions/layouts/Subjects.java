package dev.errata.tasks.questions.layouts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subjects of MMLU that are wanted.
 *
 * @param names in lower case with underscores; empty for all
 */
public record Subjects(Set<String> names) {

    /** The five subjects of mathematics. */
    public static final Subjects MATHS = new Subjects(Set.of(
            "abstract_algebra",
            "college_mathematics",
            "elementary_mathematics",
            "high_school_mathematics",
            "high_school_statistics"));

    private static final String ALL = "all";

    public Subjects {
        names = Set.copyOf(names);
    }

    /** The subjects of a list with commas between them, or {@code all}. */
    public static Subjects of(String list) {
        Set<String> names = Arrays.stream(list.split(","))
                .map(Subjects::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return new Subjects(names.contains(ALL) ? Set.of() : names);
    }

    /** Whether a subject is wanted; one that is not known always is. */
    boolean wants(String subject) {
        return names.isEmpty() || subject.isBlank() || names.contains(name(subject));
    }

    private static String name(String subject) {
        return subject.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
