package dev.errata.rewardmodel.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"6*4=24;16+24=40;####40", "3-5=-2;-2+9=7;####7", "8/2=4;####4"})
    void trueStepsThatEndInTheAnswerPass(String solution) {
        assertThat(StepCheck.firstFalseStep("arithmetic", solution)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "6*4=25;25+16=41;####41, 6*4=25",
        "6*4=24;16+24=40;####41, ####41",
        "####40, ####40",
        "6*4=24;16+24=40, 16+24=40",
        "6*4=24;;####24, ''",
        "6*4*1=24;####24, 6*4*1=24",
        "8/0=4;####4, 8/0=4",
        "99999999999*1=1;####1, 99999999999*1=1",
    })
    void theFirstFalseStepIsNamed(String solution, String step) {
        assertThat(StepCheck.firstFalseStep("arithmetic", solution)).contains(step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "so <<48/2=24>>24 and <<(3+2)*4.5=22.5>>",
                "<<10/3=3.33>>3.33",
                "<<50%*20=10>>10",
                "<<1,000+5=1005>>",
                "<<-3+5=2>>",
                "<<９*２=１８>>",
                "<<9×2=18>>",
                "no marks at all: 2+2=5"
            })
    void calculatorMarksThatHoldPass(String solution) {
        assertThat(StepCheck.firstFalseStep("gsm8k", solution)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<<48/2=25>>",
                "<<48/2=24",
                "<<print(24)=24>>",
                "<<=24>>",
                "<<24>>",
                "<<1/0=0>>",
                "<<10/3=3.5>>",
                "<<1.2.3=1>>",
                "<<2+=2>>",
                "<<(2=2>>"
            })
    void aFalseOrUnreadableCalculatorMarkIsAFalseStep(String solution) {
        assertThat(StepCheck.firstFalseStep("gsm8k", solution)).isPresent();
    }

    @Test
    void tasksWithoutCheckableStepsPass() {
        assertThat(StepCheck.firstFalseStep("choice", "2+2=5")).isEmpty();
    }

    @Test
    void hostileStepsAreRefusedQuickly() {
        long start = System.nanoTime();
        for (String piece : List.of("(", "-", "9", "1+", "<<", "<<1=1", ";", "1*1=1;", "<<(")) {
            String hostile = piece.repeat(300_000 / piece.length());
            assertThat(StepCheck.firstFalseStep("gsm8k", "<<" + hostile + "=1>>"))
                    .isPresent();
            assertThat(StepCheck.firstFalseStep("arithmetic", hostile)).isPresent();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
