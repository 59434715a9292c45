package dev.errata.schemas.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.SourceSettings;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourcesTest {

    @Test
    void defaultSettingsAskEachQuestionOnceWithWeightOne() {
        SourceSettings defaults = Sources.defaults("mine");

        assertThat(Sources.problem(defaults)).isEmpty();
        assertThat(defaults.getPasses()).isOne();
        assertThat(defaults.getWeight()).isOne();
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossibleSettingsAreRefusedWithWhatToChange(Consumer<SourceSettings> change, String advice) {
        SourceSettings settings = Sources.defaults("mine");
        change.accept(settings);

        assertThat(Sources.problem(settings))
                .hasValueSatisfying(problem -> assertThat(problem).contains(advice));
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                refused(settings -> settings.setWeight(0), "pause it"),
                refused(settings -> settings.setWeight(Double.NaN), "above 0"),
                refused(settings -> settings.setPasses(-1), "0 for ever"),
                refused(settings -> settings.setAnswersPerQuestion(65), "1 to 64"),
                refused(settings -> settings.setLimit(0L), "1 or more"),
                refused(settings -> settings.setTemplate("Solve:"), "{question}"),
                refused(settings -> settings.setSkipNeverRight(-1), "turn it off"),
                refused(settings -> settings.setSkipAlwaysRight(17), "give 16 or less"));
    }

    private static Arguments refused(Consumer<SourceSettings> change, String advice) {
        return Arguments.of(change, advice);
    }
}
