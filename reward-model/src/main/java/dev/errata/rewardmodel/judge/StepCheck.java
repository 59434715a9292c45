package dev.errata.rewardmodel.judge;

import dev.errata.rewardmodel.judge.rules.ArithmeticRule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks whether every written step of a solution is true.
 *
 * <p>A right final answer is not enough to accept a rewrite. The reference contains it, so a weak reward model may
 * leave the error in place and write the right number at the end. Tasks whose steps cannot be checked pass.
 */
public final class StepCheck {

    /** One step of arithmetic; nine digits at most, so that products fit a long. */
    private static final Pattern STEP = Pattern.compile("(-?\\d{1,9})([-+*/])(-?\\d{1,9})=(-?\\d{1,9})");

    private StepCheck() {}

    /**
     * The first step that is not true.
     *
     * @param task the question's task
     * @return the step, or the part that is not a step, abbreviated for people; empty where every step is true
     */
    public static Optional<String> firstFalseStep(String task, String solution) {
        return switch (task) {
            case "arithmetic" -> firstFalseArithmeticStep(solution);
            case "gsm8k", "svamp" -> CalculatorMarks.firstFalse(solution);
            default -> Optional.empty();
        };
    }

    /** Steps {@code a op b=c} that each end in ';', then {@code ####} and the value of the last step. */
    private static Optional<String> firstFalseArithmeticStep(String solution) {
        List<String> parts = List.of(solution.split(";", -1));
        List<String> steps = parts.subList(0, parts.size() - 1);
        String last = "";
        for (String step : steps) {
            Matcher found = STEP.matcher(step);
            if (!found.matches() || !holds(found)) {
                return Optional.of(shown(step));
            }
            last = found.group(4);
        }
        String end = parts.get(parts.size() - 1);
        return end.equals(ArithmeticRule.MARK + last) && !steps.isEmpty() ? Optional.empty() : Optional.of(shown(end));
    }

    private static boolean holds(Matcher step) {
        long a = Long.parseLong(step.group(1));
        long b = Long.parseLong(step.group(3));
        long c = Long.parseLong(step.group(4));
        return switch (step.group(2)) {
            case "+" -> a + b == c;
            case "-" -> a - b == c;
            case "*" -> a * b == c;
            default -> b != 0 && b * c == a;
        };
    }

    static String shown(String step) {
        return step.length() <= 80 ? step : step.substring(0, 80) + "...";
    }
}
