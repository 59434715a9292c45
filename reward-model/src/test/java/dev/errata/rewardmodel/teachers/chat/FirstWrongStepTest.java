package dev.errata.rewardmodel.teachers.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official code reads 12 as 1 and "incorrect" as "correct". */
class FirstWrongStepTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "First wrong step: 12                                         | 12",
                "First wrong step: 1                                          | 1",
                "The sum is off.\\nFirst wrong step: 3.                       | 3",
                "**First wrong step:** 4                                      | 4",
                "First wrong step: **5**                                      | 5",
                "first incorrect step is step 7                               | 7",
                "First wrong step: [Step 2]                                   | 2",
                "First wrong step: <2>                                        | 2",
                "Maybe first wrong step: 2? No.\\nFirst wrong step: 11        | 11",
                "12                                                           | 12",
                "Step 9.                                                      | 9",
                "Step 1: correct\\nStep 2: incorrect\\nStep 3: incorrect      | 2",
                "Step 1: correct\\nStep 2: correct\\nStep 12: wrong           | 12",
                "Step 1 is not correct                                        | 1",
                "Step 1: correct\\nStep 2: correct                            | 0",
                "All steps are correct.                                       | 0",
                "First wrong step: none                                       | 0",
                "First wrong step: 0                                          | 0",
                "First wrong step: 13                                         | 0",
                "First wrong step: 3.5                                        | 0",
                "First wrong step: 99999999999                                | 0",
                "First wrong step: -2                                         | 0",
                "In 1 of 2 places something is off                            | 0",
            })
    void wholeNumbersAndWholeWordsAreRead(String reply, int step) {
        assertThat(FirstWrongStep.in(reply.replace("\\n", "\n"), 12).orElse(0)).isEqualTo(step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " ", "(", "#", "first wrong step", "step ", "step 1", "9", ". ", "\n", "\nstep "})
    void aHostileReplyIsReadInBoundedTime(String piece) {
        assertThat(FirstWrongStep.in("First wrong step: " + "*".repeat(1_000) + "x", 12))
                .isEmpty();
        for (String reply : List.of(
                "First wrong step: " + piece.repeat(1_000_000 / piece.length()) + "x",
                piece.repeat(1_000_000 / piece.length()) + "x")) {
            long start = System.nanoTime();
            FirstWrongStep.in(reply, 12);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
