package dev.errata.rewardmodel.judge.official;

import org.jspecify.annotations.Nullable;

/** OfficialNumbers as they stand in a text. One pass and no regular expression, so no text makes it slow. */
final class OfficialNumbers {

    private OfficialNumbers() {}

    /** The first number of a text, or null. */
    static @Nullable String first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (startsNumber(text, i)) {
                return text.substring(signed(text, i), trimmedEnd(text, i));
            }
        }
        return null;
    }

    /** The last number of a text, or null. */
    static @Nullable String last(String text) {
        int found = -1;
        for (int i = 0; i < text.length(); i++) {
            if (startsNumber(text, i)) {
                found = i;
                i = end(text, i) - 1;
            }
        }
        return found < 0 ? null : text.substring(signed(text, found), trimmedEnd(text, found));
    }

    /**
     * One spelling per value: no leading or trailing zeros, no bare point, no minus zero. What is not a plain decimal
     * number stays as it is.
     */
    static String normalize(String number) {
        boolean negative = number.startsWith("-");
        String size = negative ? number.substring(1) : number;
        int point = size.indexOf('.');
        String whole = point < 0 ? size : size.substring(0, point);
        String fraction = point < 0 ? "" : size.substring(point + 1);
        if (whole.length() + fraction.length() == 0 || !isDigits(whole) || !isDigits(fraction)) {
            return number;
        }
        int from = 0;
        while (from < whole.length() && whole.charAt(from) == '0') {
            from++;
        }
        int to = fraction.length();
        while (to > 0 && fraction.charAt(to - 1) == '0') {
            to--;
        }
        String shortWhole = from == whole.length() ? "0" : whole.substring(from);
        String value = to == 0 ? shortWhole : shortWhole + "." + fraction.substring(0, to);
        return negative && !value.equals("0") ? "-" + value : value;
    }

    private static boolean startsNumber(String text, int i) {
        return isDigit(text.charAt(i))
                || (text.charAt(i) == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1)));
    }

    /** Where the number at i starts with its sign; a minus behind a number, a letter or a bracket subtracts. */
    private static int signed(String text, int i) {
        if (i == 0 || text.charAt(i - 1) != '-') {
            return i;
        }
        boolean subtracts = i >= 2 && (Character.isLetterOrDigit(text.charAt(i - 2)) || text.charAt(i - 2) == ')');
        return subtracts ? i : i - 1;
    }

    private static int end(String text, int i) {
        int end = i;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int trimmedEnd(String text, int i) {
        int end = end(text, i);
        while (end > i && !isDigit(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isPart(char c) {
        return isDigit(c) || c == '.' || c == '/';
    }

    static boolean isDigits(String text) {
        return text.chars().allMatch(c -> isDigit((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
