package dev.errata.rewardmodel.teachers;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a policy reads when it is asked for a rewrite.
 *
 * @param text the template, with {@code {question}}, {@code {reference}} and {@code {answer}} in their places
 */
public record RewriteTemplate(String text) {

    private static final List<String> PLACES = List.of("{question}", "{reference}", "{answer}");
    private static final Pattern PLACE = Pattern.compile("\\{(question|reference|answer)}");

    /** Checks that nothing is missing. */
    public RewriteTemplate {
        for (String place : PLACES) {
            if (!text.contains(place)) {
                throw new IllegalArgumentException("The prompt template has no " + place
                        + ": put it where the teacher should read the " + place.substring(1, place.length() - 1) + ".");
            }
        }
    }

    /** A template for models that follow instructions. */
    public static RewriteTemplate plain() {
        return new RewriteTemplate(
                """
                Question:
                {question}

                A correct solution:
                {reference}

                A student's solution, which is wrong:
                {answer}

                Rewrite the student's solution so that it becomes correct. Copy everything that is right word for word, \
                change as little as possible, and keep the student's way of writing, the final answer included. \
                Write the corrected solution and nothing else.""");
    }

    /** The prompt for one answer; what stands in it is never taken for a place of the template. */
    public String fill(WrongAnswer answer) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "question" -> answer.question().getText();
                            case "reference" -> answer.reference();
                            default -> answer.text();
                        }));
    }
}
