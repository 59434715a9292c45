package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.EventLog;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the questions of a demo are asked. */
class TrainingQuestionsTest {

    private final TrainingQuestions questions =
            new TrainingQuestions(EventLog.at("nowhere:1", "http://nowhere:2", ""), "arithmetic");

    @Test
    void aNewRunAsksForEverInTheOrderOfItsSeed() {
        assertThat(questions.wanted(Optional.empty(), 3, false))
                .isEqualTo(SourceSettings.newBuilder(Sources.defaults("arithmetic"))
                        .setPasses(0)
                        .setShuffleSeed(3L)
                        .build());
    }

    @Test
    void whatAUserHasSetStays() {
        SourceSettings own = SourceSettings.newBuilder(Sources.defaults("arithmetic"))
                .setPasses(2)
                .setSkipNeverRight(9)
                .build();
        assertThat(questions.wanted(Optional.of(own), 3, false)).isEqualTo(own);
        assertThat(questions.wanted(Optional.of(own), 3, true)).isEqualTo(own);
    }

    @Test
    void aCurriculumSkipsWhatIsAlwaysOrNeverRight() {
        SourceSettings fresh = questions.wanted(Optional.empty(), 3, true);
        assertThat(fresh.getSkipAlwaysRight()).isEqualTo(TrainingQuestions.SKIP_ALWAYS_RIGHT);
        assertThat(fresh.getSkipNeverRight()).isEqualTo(TrainingQuestions.SKIP_NEVER_RIGHT);
        assertThat(fresh.getRecheckEvery()).isEqualTo(TrainingQuestions.RECHECK_EVERY);
        SourceSettings continued = questions.wanted(Optional.of(questions.wanted(Optional.empty(), 3, false)), 3, true);
        assertThat(continued).isEqualTo(fresh);
    }
}
