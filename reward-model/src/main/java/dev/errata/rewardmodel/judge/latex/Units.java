package dev.errata.rewardmodel.judge.latex;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units behind a number. An answer may leave its unit out, but two known units must agree: 5 cm is not 5 m. */
final class Units {

    private static final Map<String, String> KNOWN = table(
            """
            cm: centimeter centimeters centimetre centimetres cm
            mm: millimeter millimeters millimetre millimetres mm
            km: kilometer kilometers kilometre kilometres km
            m: meter meters metre metres m
            in: inch inches in
            ft: foot feet ft
            yd: yard yards yd
            mi: mile miles mi
            h: hour hours hr hrs h
            min: minute minutes min mins
            s: second seconds sec secs
            d: day days
            wk: week weeks
            mo: month months
            y: year years yr yrs
            kg: kilogram kilograms kg
            g: gram grams g
            lb: pound pounds lb lbs
            oz: ounce ounces oz
            l: liter liters litre litres
            ml: milliliter milliliters ml
            dollar: dollar dollars
            cent: cent cents
            degree: degree degrees
            percent: percent %
            radian: radian radians
            """);

    /** Words behind a number that change what it says. */
    private static final Set<String> MEANINGFUL = Set.of(
            "and",
            "or",
            "to",
            "not",
            "if",
            "when",
            "where",
            "for",
            "mod",
            "modulo",
            "base",
            "remainder",
            "factorial",
            "squared",
            "cubed",
            "am",
            "pm",
            "a",
            "p",
            "dozen",
            "less",
            "more",
            "than",
            "least",
            "most",
            "only",
            "is",
            "minus",
            "plus",
            "times",
            "over",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "north",
            "south",
            "east",
            "west",
            "thirds",
            "halves",
            "quarters",
            "fourths",
            "fifths",
            "tenths",
            "hundredths",
            "half",
            "third",
            "quarter",
            "hundred",
            "thousand",
            "million",
            "billion",
            "trillion",
            "infinity",
            "infinite",
            "even",
            "odd",
            "negative",
            "positive");

    private Units() {}

    private static Map<String, String> table(String lines) {
        Map<String, String> units = new HashMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.strip().split(": ");
            for (String spelling : parts[1].split(" ")) {
                units.put(spelling, parts[0]);
            }
        });
        return Map.copyOf(units);
    }

    static boolean isMeaningful(String word) {
        return MEANINGFUL.contains(word);
    }

    static boolean isKnown(String word) {
        return KNOWN.containsKey(word);
    }

    /** The one spelling of a known unit, or null. */
    static @Nullable String known(String word) {
        return KNOWN.get(word);
    }
}
