package dev.errata.tasks.arithmetic;

import java.util.List;

/** English words of whole numbers from 0 to 99. */
final class NumberWords {

    private static final List<String> BELOW_TWENTY = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private NumberWords() {}

    /** The word of a number, such as {@code forty-two}. */
    static String of(int number) {
        if (number < 0 || number > 99) {
            throw new IllegalArgumentException("no word is known for " + number + ": use numbers from 0 to 99");
        }
        if (number < 20) {
            return BELOW_TWENTY.get(number);
        }
        String tens = TENS.get(number / 10 - 2);
        return number % 10 == 0 ? tens : tens + "-" + BELOW_TWENTY.get(number % 10);
    }
}
