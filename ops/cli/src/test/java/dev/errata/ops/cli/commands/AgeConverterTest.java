package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AgeConverterTest {

    private final AgeConverter converter = new AgeConverter();

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "10m, PT10M", "2h, PT2H", "7d, P7D", "5 M, PT5M", "0s, PT0S"})
    void anAgeIsANumberWithAUnit(String text, Duration age) {
        assertThat(converter.convert(text)).isEqualTo(age);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-1m", "1.5h", "10 minutes", "1w", "9999999999s"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is no age: give a number with s, m, h or d, such as 10m");
    }
}
