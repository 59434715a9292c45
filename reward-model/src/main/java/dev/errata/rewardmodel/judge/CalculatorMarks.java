package dev.errata.rewardmodel.judge;

import java.util.Optional;
import java.util.OptionalDouble;

/** GSM8k's calculator marks, {@code <<48/2=24>>}: each must be an equation that holds. */
final class CalculatorMarks {

    private CalculatorMarks() {}

    /** The first mark that does not hold; empty where all do or there is none. */
    static Optional<String> firstFalse(String solution) {
        int from = solution.indexOf("<<");
        while (from >= 0) {
            int to = solution.indexOf(">>", from);
            if (to < 0) {
                return Optional.of(StepCheck.shown(solution.substring(from)));
            }
            String mark = solution.substring(from + 2, to);
            if (!holds(mark)) {
                return Optional.of(StepCheck.shown(mark));
            }
            from = solution.indexOf("<<", to);
        }
        return Optional.empty();
    }

    /** Whether left and right agree to the last decimal that the right side was written with. */
    private static boolean holds(String mark) {
        int equals = mark.lastIndexOf('=');
        if (equals < 0) {
            return false;
        }
        String right = mark.substring(equals + 1).strip();
        OptionalDouble a = Expression.value(mark.substring(0, equals));
        OptionalDouble b = Expression.value(right);
        int point = right.indexOf('.');
        double lastDecimal = point < 0 ? 1 : Math.pow(10, -(right.length() - point - 1));
        double rounding = Math.max(1e-9 * Math.abs(a.orElse(0)), point < 0 ? 1e-6 : lastDecimal * (1 + 1e-6));
        return a.isPresent() && b.isPresent() && Math.abs(a.getAsDouble() - b.getAsDouble()) <= rounding;
    }
}
