package dev.errata.learner.objective;

/** The numbers that a setting may have. */
enum SettingRange {
    ABOVE_0("above 0"),
    AT_LEAST_0("0 or more"),
    BETWEEN_0_AND_1("between 0 and 1"),
    FROM_0_TO_1("from 0 to 1"),
    ABOVE_0_AND_AT_MOST_1("above 0 and at most 1"),
    ABOVE_0_OR_OFF("above 0, or 0 for none"),
    ABOVE_1_OR_OFF("above 1, or 0 for none");

    private final String words;

    SettingRange(String words) {
        this.words = words;
    }

    private boolean contains(double value) {
        return switch (this) {
            case ABOVE_0 -> value > 0;
            case AT_LEAST_0, ABOVE_0_OR_OFF -> value >= 0;
            case BETWEEN_0_AND_1 -> value > 0 && value < 1;
            case FROM_0_TO_1 -> value >= 0 && value <= 1;
            case ABOVE_0_AND_AT_MOST_1 -> value > 0 && value <= 1;
            case ABOVE_1_OR_OFF -> value == 0 || value > 1;
        };
    }

    /** Refuses a number outside the range with a sentence that names the setting. */
    double require(String key, double value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(key + " is " + value + " but must be " + words + ".");
        }
        return value;
    }
}
