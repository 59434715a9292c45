package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreakTest {

    /** A history is right/judged/sampled answers of each ask, oldest first. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "never asked, '', 0",
        "right once, 4/4/4, 1",
        "wrong once, 0/4/4, -1",
        "both at once, 1/4/4, 0",
        "right three times, 4/4/4 4/4/4 4/4/4, 3",
        "wrong twice, 0/4/4 0/4/4, -2",
        "right again after wrong answers, 4/4/4 3/4/4 4/4/4 4/4/4, 2",
        "right after wrong, 0/4/4 0/4/4 4/4/4, 1",
        "wrong after right, 4/4/4 4/4/4 0/4/4, -1",
        "newest ask not judged to its end, 4/4/4 4/4/4 3/3/4, 0",
        "an ask in between that was never judged to its end, 4/4/4 3/3/4 4/4/4, 1",
        "other numbers of answers in later asks, 4/4/4 8/8/8 1/1/1, 3",
        "number of answers unknown, 4/4/0 2/2/0, 2",
        "asked twice under one number, 4/4/4 8/8/4, 2",
    })
    void aStreakIsTheNewestAsksThatAgree(String name, String history, int asks) {
        assertThat(Streak.of(history(history)).asks()).as(name).isEqualTo(asks);
    }

    /** Settings are skip_always_right / skip_never_right / recheck_every; the last ask is number 10. */
    @ParameterizedTest(name = "{0} asks, {1}, pass {2}: {3}")
    @CsvSource({
        "3, 3/3/4, 11, ALWAYS_RIGHT",
        "3, 3/3/4, 13, ALWAYS_RIGHT",
        "3, 3/3/4, 14, ",
        "3, 3/3/4, 40, ",
        "3, 3/3/4, 9, ALWAYS_RIGHT",
        "3, 3/3/4, 0, ",
        "3, 4/3/4, 11, ",
        "2, 3/1/4, 11, ",
        "5, 0/3/4, 11, ",
        "-3, 3/3/4, 11, NEVER_RIGHT",
        "-3, 1/4/4, 11, ",
        "-3, 1/0/4, 11, ",
        "-16, 16/16/4, 11, NEVER_RIGHT",
        "3, 3/3/1, 11, ",
        "3, 3/3/2, 11, ALWAYS_RIGHT",
        "3, 3/3/0, 1000000, ALWAYS_RIGHT",
        "0, 1/1/0, 11, ",
    })
    void aQuestionIsSkippedForAStreakOfTheWantedLengthUntilItIsDueAgain(
            int asks, String settings, long pass, String reason) {
        assertThat(new Streak(10, asks).skip(settings(settings), pass).map(Enum::name))
                .isEqualTo(Optional.ofNullable(reason));
    }

    private static SourceSettings settings(String text) {
        String[] numbers = text.split("/", 3);
        return SourceSettings.newBuilder(Sources.defaults("mine"))
                .setSkipAlwaysRight(Integer.parseInt(numbers[0]))
                .setSkipNeverRight(Integer.parseInt(numbers[1]))
                .setRecheckEvery(Integer.parseInt(numbers[2]))
                .build();
    }

    private static List<AskAccuracy> history(String text) {
        List<AskAccuracy> asks = new ArrayList<>();
        for (String ask : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] numbers = ask.split("/", 3);
            asks.add(new AskAccuracy(
                    (long) asks.size(),
                    1L,
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[2])));
        }
        return asks;
    }
}
