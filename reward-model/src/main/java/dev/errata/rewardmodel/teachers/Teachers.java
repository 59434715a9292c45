package dev.errata.rewardmodel.teachers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The teachers that are plug-ins: providers of {@link Teacher} on the class path, found by {@link ServiceLoader}. A
 * provider is named in {@code META-INF/services/dev.errata.rewardmodel.teachers.Teacher}; its constructor takes nothing
 * and opens nothing.
 */
public final class Teachers {

    private Teachers() {}

    /** The names of all plug-ins, sorted. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Teacher teacher : ServiceLoader.load(Teacher.class)) {
            names.add(teacher.name());
        }
        return names.stream().sorted().toList();
    }

    /** A new teacher by its name; empty where no plug-in has that name. */
    public static Optional<Teacher> named(String name) {
        for (Teacher teacher : ServiceLoader.load(Teacher.class)) {
            if (teacher.name().equals(name)) {
                return Optional.of(teacher);
            }
        }
        return Optional.empty();
    }
}
