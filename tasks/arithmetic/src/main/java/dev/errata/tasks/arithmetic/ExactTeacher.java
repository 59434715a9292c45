package dev.errata.tasks.arithmetic;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Gives the exact minimal rewrite of answers. A good teacher gives the exact minimal rewrite. A bad teacher sometimes
 * gives an unsound rewrite that looks right, because its final number is. Not thread-safe.
 */
public final class ExactTeacher {

    private static final int[] SLIPS = {-20, -10, -9, -2, -1, 1, 2, 9, 10, 20};

    private final Teaching teaching;
    private final SplittableRandom random;

    /** A teacher that draws its mistakes and free choices from {@code random}; it draws nothing if it makes neither. */
    public ExactTeacher(Teaching teaching, SplittableRandom random) {
        this.teaching = teaching;
        this.random = random;
    }

    /** The rewrite of an answer: the answer itself where that is sound. */
    public String rewrite(String answer, ArithmeticQuestion question) {
        if (question.sound(answer)) {
            return answer;
        }
        String right = teaching.free() ? anyPath(question) : ClosestPath.to(answer, question);
        boolean wrong = teaching.wrongShare() > 0 && random.nextDouble() < teaching.wrongShare();
        return wrong ? wrong(answer, right, question) : right;
    }

    private String anyPath(ArithmeticQuestion question) {
        return question.paths().get(random.nextInt(question.paths().size())).text();
    }

    /** Half the time the error stays and only the final number is corrected; otherwise another error is made. */
    private String wrong(String answer, String right, ArithmeticQuestion question) {
        int mark = answer.indexOf(SolutionText.ANSWER_MARK);
        if (mark > 0 && random.nextBoolean()) {
            String patched = answer.substring(0, mark) + SolutionText.ANSWER_MARK + question.answer();
            if (!patched.equals(answer) && !question.sound(patched)) {
                return patched;
            }
        }
        return slipped(right);
    }

    /** A false result in one step, nothing else changed. */
    private String slipped(String solution) {
        List<String> parts = List.of(solution.split(String.valueOf(SolutionText.STEP_END), -1));
        int at = random.nextInt(parts.size() - 1);
        String step = parts.get(at);
        int equals = step.indexOf('=');
        int result = Integer.parseInt(step.substring(equals + 1));
        int slip = SLIPS[random.nextInt(SLIPS.length)];
        String wrong = step.substring(0, equals + 1) + (result + slip < 0 ? result - slip : result + slip);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : SolutionText.STEP_END).append(i == at ? wrong : parts.get(i));
        }
        return text.toString();
    }
}
