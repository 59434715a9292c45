package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceStreaksTest {

    private static final SourceSettings SETTINGS = SourceSettings.newBuilder(Sources.defaults("mine"))
            .setSkipAlwaysRight(1)
            .setSkipNeverRight(1)
            .build();

    @Test
    void aQuestionWhoseStreakEndsIsForgotten() {
        SourceStreaks streaks = new SourceStreaks(10);
        streaks.update(accuracy("q", 0, 4));
        assertThat(streaks.size()).isOne();

        streaks.update(accuracy("q", 1, 3));
        assertThat(streaks.size()).isZero();
        assertThat(streaks.skip(SETTINGS, "q", 2)).isEmpty();
        assertThat(streaks.known()).isTrue();
    }

    @Test
    void aQuestionBeyondTheMostThatAreKeptIsAsked() {
        SourceStreaks streaks = new SourceStreaks(1);
        streaks.update(accuracy("first", 0, 4));
        streaks.update(accuracy("second", 0, 4));
        streaks.update(accuracy("first", 1, 0));

        assertThat(streaks.skip(SETTINGS, "first", 2)).contains(SkipReason.NEVER_RIGHT);
        assertThat(streaks.skip(SETTINGS, "second", 2)).isEmpty();
    }

    @Test
    void anAskWhoseNumberCannotBeKeptIsNoStreak() {
        SourceStreaks streaks = new SourceStreaks(1);
        streaks.update(accuracy("q", Long.MAX_VALUE, 4));

        assertThat(streaks.size()).isZero();
    }

    private static QuestionAccuracy accuracy(String question, long ask, int right) {
        return new QuestionAccuracy("mine", question, 4L, (long) right, List.of(new AskAccuracy(ask, 1L, 4, right, 4)));
    }
}
