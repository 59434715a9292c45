package dev.errata.rewardmodel.judge.official;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes a final answer in LaTeX: an own implementation of the usual cleaning of the MATH data set (Hendrycks et
 * al. 2021, arXiv:2103.03874).
 *
 * <p>It drops what does not change the value (spacing, dollar and percent signs, degrees, units, sizes of brackets, a
 * short left side as in {@code x=5}) and spells fractions and roots with braces.
 */
final class OfficialMathText {

    private static final List<String> DROPPED = List.of(
            "\n",
            "\\!",
            "\\,",
            "\\;",
            "\\:",
            "\\ ",
            "\\quad",
            "\\left",
            "\\right",
            "^{\\circ}",
            "^\\circ",
            "\\degree",
            "\\$",
            "$",
            "\\%",
            "%");
    private static final List<String> TEXTS = List.of("\\text{", "\\mbox{", "\\textbf{", "\\mathrm{");
    private static final Pattern SHORT_FRACTION =
            Pattern.compile("\\\\frac(?:(\\d)(\\d)|(\\d)(\\{)|(\\{\\d{1,20}\\})(\\d))");
    private static final Pattern SLASH = Pattern.compile("(-?)(\\d{1,20})/(\\d{1,20})");
    private static final Pattern BARE_ROOT = Pattern.compile("\\\\sqrt([0-9a-zA-Z])");
    private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d*)?");
    private static final Pattern BARE_POINT = Pattern.compile("(^|[^0-9])\\.(?=\\d)");

    private OfficialMathText() {}

    /** The content of the last {@code \boxed{...}} or {@code \fbox{...}} by brace matching, or null. */
    static @Nullable String lastBoxed(String text) {
        int start =
                Math.max(OfficialNumberRule.endOfLast(text, "\\boxed{"), OfficialNumberRule.endOfLast(text, "\\fbox{"));
        if (start < 0) {
            return null;
        }
        int end = closingBrace(text, start);
        return end < 0 ? null : text.substring(start, end);
    }

    /** The normalized spelling of an answer. */
    static String clean(String answer) {
        String text = answer.strip();
        String boxed = lastBoxed(text);
        text = boxed == null ? text : boxed;
        text = text.replace("\\\\", "\\")
                .replace("\\tfrac", "\\frac")
                .replace("\\dfrac", "\\frac")
                .replace("{,}", ",");
        for (String dropped : DROPPED) {
            text = text.replace(dropped, "");
        }
        text = withoutUnits(text.strip());
        text = text.replace(" ", "");
        text = withoutLeftSide(withoutFullStop(text));
        text = BARE_POINT.matcher(text).replaceAll("$10.");
        text = BARE_ROOT.matcher(text).replaceAll("\\\\sqrt{$1}");
        text = withBraces(text);
        Matcher slash = SLASH.matcher(text);
        text = slash.matches() ? slash.group(1) + "\\frac{" + slash.group(2) + "}{" + slash.group(3) + "}" : text;
        return THOUSANDS.matcher(text).matches() ? text.replace(",", "") : text;
    }

    /** Index of the brace that closes the one before start, or -1. */
    private static int closingBrace(String text, int start) {
        int depth = 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Removes the words after a value, which are its unit. An answer of words alone is kept. */
    private static String withoutUnits(String text) {
        for (String mark : TEXTS) {
            int at = text.indexOf(mark);
            if (at > 0) {
                text = text.substring(0, at).strip();
            } else if (at == 0) {
                int end = closingBrace(text, mark.length());
                text = end < 0 ? text : (text.substring(mark.length(), end) + text.substring(end + 1)).strip();
            }
        }
        return text;
    }

    private static String withoutFullStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** {@code x=5} and {@code k=5} mean 5; a longer left side may be the answer itself. */
    private static String withoutLeftSide(String text) {
        int equals = text.indexOf('=');
        boolean only = equals >= 0 && text.indexOf('=', equals + 1) < 0;
        return only && equals <= 2 ? text.substring(equals + 1) : text;
    }

    /** {@code \frac12}, {@code \frac1{2}} and {@code \frac{1}2} with both braces. */
    private static String withBraces(String text) {
        return SHORT_FRACTION.matcher(text).replaceAll(found -> {
            String braced;
            if (found.group(1) != null) {
                braced = "\\frac{" + found.group(1) + "}{" + found.group(2) + "}";
            } else if (found.group(3) != null) {
                braced = "\\frac{" + found.group(3) + "}{";
            } else {
                braced = "\\frac" + found.group(5) + "{" + found.group(6) + "}";
            }
            return Matcher.quoteReplacement(braced);
        });
    }
}
