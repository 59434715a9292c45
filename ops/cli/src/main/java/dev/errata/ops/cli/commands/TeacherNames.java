package dev.errata.ops.cli.commands;

import dev.errata.rewardmodel.teachers.Teachers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names that {@code --teacher} takes: http, policy, and the teachers that the class path provides. */
final class TeacherNames implements Iterable<String>, ITypeConverter<String> {

    /** A model behind an OpenAI-compatible endpoint. */
    static final String HTTP = "http";

    /** A policy that reads the reference solution. */
    static final String POLICY = "policy";

    private static List<String> all() {
        List<String> names = new ArrayList<>(List.of(HTTP, POLICY));
        names.addAll(Teachers.names());
        return names;
    }

    @Override
    public Iterator<String> iterator() {
        return all().iterator();
    }

    /** The listed name, whatever the case that it was given in, as for options with fixed values. */
    @Override
    public String convert(String given) {
        List<String> names = all();
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + names + " (case-insensitive) but was '" + given + "'"));
    }
}
