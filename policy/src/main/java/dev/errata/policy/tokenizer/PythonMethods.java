package dev.errata.policy.tokenizer;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Python's str that templates call on a text. Jinjava would look for Java's, which have other names
 * ({@code startsWith}) or another meaning ({@code split} by a regular expression).
 */
final class PythonMethods extends ELResolver {

    private static final String WHITE_SPACE = " \t\n\r\f\u000b";
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private PythonMethods() {}

    /** Jinjava's own resolver, with these methods found first. */
    static ELResolver resolver() {
        CompositeELResolver all = new CompositeELResolver();
        all.add(new PythonMethods());
        all.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        return all;
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] arguments) {
        if (!(base instanceof CharSequence)) {
            return null;
        }
        List<Object> given = arguments == null ? List.of() : Arrays.asList(arguments);
        Optional<Object> result = call(base.toString(), String.valueOf(method), given);
        result.ifPresent(found -> context.setPropertyResolved(true));
        return result.orElse(null);
    }

    private static Optional<Object> call(String text, String method, List<Object> arguments) {
        String first = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
        boolean given = !arguments.isEmpty() && arguments.get(0) != null;
        String edge = given ? first : WHITE_SPACE;
        Object result =
                switch (method) {
                    case "strip" -> strip(strip(text, edge, true), edge, false);
                    case "lstrip" -> strip(text, edge, true);
                    case "rstrip" -> strip(text, edge, false);
                    case "startswith" -> text.startsWith(first);
                    case "endswith" -> text.endsWith(first);
                    case "upper" -> text.toUpperCase(Locale.ROOT);
                    case "lower" -> text.toLowerCase(Locale.ROOT);
                    case "capitalize" -> capitalize(text);
                    case "replace" ->
                        arguments.size() == 2 ? text.replace(first, String.valueOf(arguments.get(1))) : null;
                    case "find" -> (long) text.indexOf(first);
                    case "split" -> split(text, given ? first : null, arguments);
                    case "splitlines" -> text.lines().toList();
                    default -> null;
                };
        return Optional.ofNullable(result);
    }

    private static String strip(String text, String characters, boolean atBegin) {
        int begin = 0;
        int end = text.length();
        while (atBegin && begin < end && characters.indexOf(text.charAt(begin)) >= 0) {
            begin++;
        }
        while (!atBegin && begin < end && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Python's split: without a separator by runs of white space, with one also into empty parts. */
    private static List<String> split(String text, @Nullable String separator, List<Object> arguments) {
        long most = arguments.size() > 1 && arguments.get(1) instanceof Number limit ? limit.longValue() : -1;
        if (separator == null) {
            String stripped = text.strip();
            return stripped.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(SPACES.split(stripped)));
        }
        int limit = most < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, most + 1);
        return new ArrayList<>(List.of(text.split(Pattern.quote(separator), limit)));
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        // Nothing here can be set: left to the other resolvers.
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return Collections.emptyIterator();
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return Object.class;
    }
}
