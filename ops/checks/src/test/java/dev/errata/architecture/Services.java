package dev.errata.architecture;

import java.util.List;
import java.util.stream.Stream;

/** The packages of the services, for the rules that are about all of them. {@link ServiceSkeletonTest} checks them. */
final class Services {

    /** One package below {@code dev.errata} for each service. */
    private static final List<String> NAMES = List.of("actors", "rewards", "learner", "evaluator");

    /** The services as slices. */
    static final String SLICES = "dev.errata.(" + String.join("|", NAMES) + ")..";

    private Services() {}

    /** The packages of the services, and further ones. */
    static String[] and(String... further) {
        return Stream.concat(NAMES.stream().map(name -> "dev.errata." + name + ".."), Stream.of(further))
                .toArray(String[]::new);
    }
}
