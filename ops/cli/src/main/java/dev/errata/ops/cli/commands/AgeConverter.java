package dev.errata.ops.cli.commands;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an age: {@code 30s}, {@code 10m}, {@code 2h} or {@code 7d}. */
final class AgeConverter implements ITypeConverter<Duration> {

    private static final Pattern AGE = Pattern.compile("(\\d{1,9}) ?([smhd])");

    @Override
    public Duration convert(String text) {
        Matcher age = AGE.matcher(text.toLowerCase(Locale.ROOT));
        if (!age.matches()) {
            throw new TypeConversionException("'" + text + "' is no age: give a number with s, m, h or d, such as 10m");
        }
        long number = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
