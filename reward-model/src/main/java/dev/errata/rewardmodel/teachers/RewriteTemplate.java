package dev.errata.rewardmodel.teachers;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prompt that asks a policy for a rewrite.
 *
 * @param text the template, with {@code {question}}, {@code {reference}} and {@code {answer}} as placeholders
 */
public record RewriteTemplate(String text) {

    private static final List<String> PLACEHOLDERS = List.of("{question}", "{reference}", "{answer}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(question|reference|answer)}");

    /** Checks that no placeholder is missing. */
    public RewriteTemplate {
        for (String placeholder : PLACEHOLDERS) {
            if (!text.contains(placeholder)) {
                throw new IllegalArgumentException(
                        "The prompt template has no " + placeholder + ": put it where the teacher should read the "
                                + placeholder.substring(1, placeholder.length() - 1) + ".");
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

    /** The prompt for one answer. Placeholders within the inserted texts are left alone. */
    public String fill(WrongAnswer answer) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "question" -> answer.question().getText();
                            case "reference" -> answer.reference();
                            default -> answer.text();
                        }));
    }
}
