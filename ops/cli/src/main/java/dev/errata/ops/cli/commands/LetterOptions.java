package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.letters.LetterFilter;
import dev.errata.schemas.DeadLetterReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose dead letters; without them, all. */
final class LetterOptions {

    @Option(names = "--source", paramLabel = "NAME", description = "Only questions of this source. Repeatable.")
    private Set<String> sources = new LinkedHashSet<>();

    @Option(names = "--reason", description = "Only this reason: ${COMPLETION-CANDIDATES}. Repeatable.")
    private Set<DeadLetterReason> reasons = new LinkedHashSet<>();

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "Only those set aside by this stage: actor, scorer, learner or evaluator. Repeatable.")
    private Set<String> stages = new LinkedHashSet<>();

    @Option(
            names = "--since",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "Only those set aside within this time, such as 30s, 10m, 2h or 7d.")
    private @Nullable Duration since;

    LetterFilter filter() {
        return new LetterFilter(
                sources,
                reasons,
                stages,
                since == null ? Instant.MIN : Clock.systemUTC().instant().minus(since));
    }
}
