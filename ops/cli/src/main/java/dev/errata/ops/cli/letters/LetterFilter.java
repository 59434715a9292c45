package dev.errata.ops.cli.letters;

import dev.errata.schemas.DeadLetterReason;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which dead letters are wanted.
 *
 * @param sources only questions of these sources; all records where it is empty
 * @param reasons only these reasons; all where it is empty
 * @param stages only those set aside by these stages; all where it is empty
 * @param since only those set aside then or later
 */
public record LetterFilter(Set<String> sources, Set<DeadLetterReason> reasons, Set<String> stages, Instant since)
        implements Predicate<Letter> {

    @Override
    public boolean test(Letter letter) {
        return (sources.isEmpty() || sources.contains(letter.source()))
                && (reasons.isEmpty() || reasons.contains(letter.content().getReason()))
                && (stages.isEmpty() || stages.contains(letter.content().getStage()))
                && !letter.at().isBefore(since);
    }
}
