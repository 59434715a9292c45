package dev.errata.tasks.countdown;

import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewardmodel.judge.Verifier;
import dev.errata.schemas.Question;
import java.util.List;
import java.util.Optional;

/**
 * The numbers game: an expression that uses each given number once and reaches the target. The target is the question's
 * gold answer; {@link GivenNumbers} says where the numbers are. The expression is parsed, never executed.
 */
public final class CountdownVerifier implements Verifier {

    private static final String OPEN = "<answer>";
    private static final String CLOSE = "</answer>";

    /** Called by {@link java.util.ServiceLoader}. */
    public CountdownVerifier() {}

    @Override
    public String task() {
        return "countdown";
    }

    @Override
    public Rating verify(Question question, String answer, boolean ended) {
        String written = finalAnswer(answer);
        Optional<Ratio> target = target(question);
        boolean right = Sum.read(written)
                .filter(sum -> sum.numbers().equals(GivenNumbers.of(question)))
                .map(Sum::value)
                .equals(target);
        return Rating.of(right && target.isPresent(), written);
    }

    @Override
    public Optional<String> refuse(Question question) {
        if (target(question).isEmpty()) {
            return Optional.of("The gold answer '" + question.getGold() + "' is no whole number: give the target.");
        }
        List<Integer> numbers = GivenNumbers.of(question);
        return numbers.isEmpty() || numbers.size() > GivenNumbers.MOST
                ? Optional.of("The question gives " + numbers.size() + " numbers: put 1 to " + GivenNumbers.MOST
                        + " into its field 'numbers' or into brackets in its text, such as [3, 7, 25].")
                : Optional.empty();
    }

    private static Optional<Ratio> target(Question question) {
        String gold = question.getGold().strip();
        return gold.matches("-?[0-9]{1,9}") ? Optional.of(Ratio.of(Long.parseLong(gold))) : Optional.empty();
    }

    /** What is between the last pair of answer tags, else the last line; without {@code = target} at its end. */
    private static String finalAnswer(String answer) {
        int close = answer.lastIndexOf(CLOSE);
        int open = close < 0 ? -1 : answer.lastIndexOf(OPEN, close);
        String stripped = answer.strip();
        String written = open < 0
                ? stripped.substring(stripped.lastIndexOf('\n') + 1)
                : answer.substring(open + OPEN.length(), close);
        int equals = written.indexOf('=');
        return (equals < 0 ? written : written.substring(0, equals)).strip();
    }
}
