package dev.errata.policy.tokenizer;

import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The two functions that transformers gives to chat templates. Public, since the template engine calls them by name.
 */
public final class TemplateFunctions {

    /** The codes of Python's strftime, as patterns of {@link DateTimeFormatter}. */
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('d', "dd"),
            Map.entry('m', "MM"),
            Map.entry('y', "yy"),
            Map.entry('Y', "uuuu"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('j', "DDD"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('p', "a"));

    private TemplateFunctions() {}

    /** A template that refuses its conversation. */
    static final class RaisedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RaisedException(String message) {
            super(message);
        }
    }

    static List<ELFunctionDefinition> definitions() {
        return List.of(
                new ELFunctionDefinition("", "raise_exception", TemplateFunctions.class, "raise", Object.class),
                new ELFunctionDefinition("", "strftime_now", TemplateFunctions.class, "now", String.class));
    }

    /** Ends the rendering. */
    public static String raise(Object reason) {
        throw new RaisedException(String.valueOf(reason));
    }

    /** The time, written as Python's strftime does in its C locale. */
    public static String now(String format) {
        JinjavaConfig config = JinjavaInterpreter.getCurrent().getConfig();
        ZonedDateTime time = Instant.ofEpochMilli(config.getDateTimeProvider().getCurrentTimeMillis())
                .atZone(config.getTimeZone());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                text.append(format.charAt(i));
            } else if (++i < format.length() && format.charAt(i) == '%') {
                text.append('%');
            } else {
                text.append(field(time, i < format.length() ? format.charAt(i) : ' '));
            }
        }
        return text.toString();
    }

    private static String field(ZonedDateTime time, char code) {
        String pattern = PATTERNS.get(code);
        if (pattern == null) {
            throw new RaisedException("strftime_now does not know %" + code);
        }
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
