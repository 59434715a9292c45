package dev.errata.tasks.arithmetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads questions back from the text that {@link Form#PLAIN} and {@link Form#SIGNED} write. */
public final class QuestionReading {

    /** Three digits at most: what {@link Remaining} can hold. */
    private static final Pattern TERM = Pattern.compile("([+-]?)(\\d{1,3})(?:\\*(\\d{1,3}))?");

    private static final int MOST_TERMS = 8;

    private QuestionReading() {}

    /**
     * The question of a text.
     *
     * @param reference the worked solution that is shown with it; if the task does not teach it, the first one that the
     *     task teaches is used instead
     * @return the question; empty where the text is not one of this task, or has no worked solution
     */
    public static Optional<ArithmeticQuestion> of(String text, String reference) {
        List<Term> terms = terms(text);
        boolean solvable =
                terms.size() > 1 || (terms.size() == 1 && terms.get(0).product());
        if (!solvable || terms.size() > MOST_TERMS || terms.get(0).sign() != Operator.PLUS) {
            return Optional.empty();
        }
        List<SolutionPath> paths = PathSearch.paths(terms, Integer.MAX_VALUE);
        return paths.stream()
                .filter(path -> path.text().equals(reference))
                .findFirst()
                .or(() -> paths.stream().findFirst())
                .map(path -> new ArithmeticQuestion(terms, paths, path));
    }

    private static List<Term> terms(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean signed = at == 0 || text.charAt(at) == '+' || text.charAt(at) == '-';
            if (!signed || !term.region(at, text.length()).lookingAt()) {
                return List.of();
            }
            int first = Integer.parseInt(term.group(2));
            Operator sign = "-".equals(term.group(1)) ? Operator.MINUS : Operator.PLUS;
            terms.add(new Term(
                    sign, term.group(3) == null ? List.of(first) : List.of(first, Integer.parseInt(term.group(3)))));
            at = term.end();
        }
        return terms;
    }
}
