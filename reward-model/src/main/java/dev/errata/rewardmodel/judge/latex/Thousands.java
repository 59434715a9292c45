package dev.errata.rewardmodel.judge.latex;

import java.util.List;

/** Separators of thousands: {@code 1,234}, {@code 1{,}234}, {@code 1\,234}. */
final class Thousands {

    private static final List<String> SEPARATORS =
            List.of("{,}\\!", "{,}", ",\\!", "\\,", "\\!", "\\ ", ",", " ", "\u00A0", "\u2009", "\u202F", "'");

    private Thousands() {}

    /**
     * Length of a separator with exactly three digits behind it; 0 where there is none.
     *
     * @param inBrackets whether a comma separates coordinates
     */
    static int separatorAt(String text, int at, boolean inBrackets) {
        for (String separator : SEPARATORS) {
            boolean bare = separator.length() == 1;
            if (text.startsWith(separator, at)
                    && (!bare || !inBrackets)
                    && threeDigits(text, at + separator.length())) {
                return separator.length();
            }
        }
        return 0;
    }

    private static boolean threeDigits(String text, int from) {
        boolean three = from + 3 <= text.length();
        for (int i = from; three && i < from + 3; i++) {
            three = isDigit(text.charAt(i));
        }
        return three && (from + 3 == text.length() || !isDigit(text.charAt(from + 3)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
