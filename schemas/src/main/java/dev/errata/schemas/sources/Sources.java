package dev.errata.schemas.sources;

import dev.errata.schemas.SourceSettings;
import java.util.Optional;

/** Defaults and limits of {@link SourceSettings}. Command, actors and live page use the same ones. */
public final class Sources {

    /** Placeholder of the question in a template. */
    public static final String QUESTION = "{question}";

    /** Asks of a question whose accuracy is kept one by one; a curriculum can look at no more. */
    public static final int RECENT_ASKS = 16;

    private static final int MOST_ANSWERS = 64;
    private static final double LARGEST_WEIGHT = 1e6;

    private Sources() {}

    /** The settings of a source that has none of its own. */
    public static SourceSettings defaults(String source) {
        return SourceSettings.newBuilder().setSource(source).build();
    }

    /** What is wrong with settings, as one sentence that says what to change; empty where they can be followed. */
    public static Optional<String> problem(SourceSettings settings) {
        double weight = settings.getWeight();
        Integer answers = settings.getAnswersPerQuestion();
        Long limit = settings.getLimit();
        String template = settings.getTemplate();
        if (!(weight > 0 && weight <= LARGEST_WEIGHT)) {
            return Optional.of("The weight is " + weight
                    + ": give a number above 0, 1,000,000 at most; to stop a source," + " pause it.");
        }
        if (settings.getPasses() < 0) {
            return Optional.of("The number of passes is " + settings.getPasses() + ": give 1 or more, or 0 for ever.");
        }
        if (answers != null && (answers < 1 || answers > MOST_ANSWERS)) {
            return Optional.of("There are " + answers + " answers per question: give 1 to " + MOST_ANSWERS + ".");
        }
        if (limit != null && limit < 1) {
            return Optional.of("The limit is " + limit + ": give 1 or more, or none.");
        }
        if (template != null && !template.contains(QUESTION)) {
            return Optional.of("The template does not contain " + QUESTION + ": put it where the question goes.");
        }
        return curriculumProblem(settings);
    }

    private static Optional<String> curriculumProblem(SourceSettings settings) {
        int right = settings.getSkipAlwaysRight();
        int wrong = settings.getSkipNeverRight();
        if (right < 0 || wrong < 0 || settings.getRecheckEvery() < 0) {
            return Optional.of("A number of asks or passes of the curriculum is below 0: give 0 to turn it off.");
        }
        int most = Math.max(right, wrong);
        return most <= RECENT_ASKS
                ? Optional.empty()
                : Optional.of("A question would be skipped after " + most + " asks, but only the last " + RECENT_ASKS
                        + " are kept: give " + RECENT_ASKS + " or less.");
    }
}
