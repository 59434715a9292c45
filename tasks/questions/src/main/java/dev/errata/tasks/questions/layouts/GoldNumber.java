package dev.errata.tasks.questions.layouts;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as data sets write them: {@code 1,072}, {@code $5}, {@code -$5}, {@code 10 apples}, {@code 51.0}. */
final class GoldNumber {

    private static final int LONGEST = 200;

    private static final Pattern NUMBER =
            Pattern.compile("(?<sign>[-+\u2212])?\\s*+(?:[$€£¥]\\s*+)?(?<inner>[-\u2212])?"
                    + "(?<size>(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|\\.\\d+)(?<over>/\\d+)?(?<unit>[^\\d/]*)");

    private GoldNumber() {}

    /** The number alone; empty where the text is not exactly one number, with or without a currency or a unit. */
    static Optional<String> of(String text) {
        Matcher matcher = NUMBER.matcher(text.strip());
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        String sign = matcher.group("sign") == null ? matcher.group("inner") : matcher.group("sign");
        String size = matcher.group("size").replace(",", "");
        String over = matcher.group("over");
        String plain = over == null ? new BigDecimal(size).stripTrailingZeros().toPlainString() : size + over;
        return Optional.of(sign == null || sign.equals("+") ? plain : "-" + plain);
    }
}
