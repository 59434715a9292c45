package dev.errata.rewardmodel.judge;

import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges answers by the rule of their question's task. Rules are registered here and nowhere else. */
public final class Judge {

    private final Map<String, AnswerRule> rules;

    private Judge(Map<String, AnswerRule> rules) {
        this.rules = rules;
    }

    /**
     * A judge of every known task.
     *
     * @param tolerantMath whether MATH accepts numbers within 4 % of the gold one, as the official evaluation does
     * @param compatChoice whether choice lower-cases the answer only, as the official evaluation does
     */
    public static Judge of(boolean tolerantMath, boolean compatChoice) {
        return new Judge(Map.of(
                "arithmetic", new ArithmeticRule(),
                "gsm8k", new NumberRule(),
                "svamp", new NumberRule(),
                "math", new MathRule(tolerantMath),
                "mmlu", new LetterRule(),
                "choice", new ChoiceRule(compatChoice)));
    }

    /** A judge by the strict rules. */
    public static Judge strict() {
        return of(false, false);
    }

    /** The tasks that have a rule, sorted by name. */
    public List<String> tasks() {
        return rules.keySet().stream().sorted().toList();
    }

    /** Whether a task has a rule. */
    public boolean knows(String task) {
        return rules.containsKey(task);
    }

    /**
     * Why no answer to a question could be judged right, as one sentence that says what to change: its task has no
     * rule, or no answer can match its gold answer. Empty where an answer can be right.
     */
    public Optional<String> refuse(Question question) {
        AnswerRule rule = rules.get(question.getTask());
        return rule == null
                ? Optional.of("No rule judges the task '" + Judgment.abbreviated(question.getTask()) + "': use one of "
                        + String.join(", ", tasks()) + ".")
                : rule.refuseGold(question.getGold());
    }

    /**
     * Judges a text as an answer to a question.
     *
     * @param ended whether it ended with an end-of-sequence token
     * @return the judgment; empty where no rule is known for the question's task
     */
    public Optional<Judgment> judge(Question question, String text, boolean ended) {
        AnswerRule rule = rules.get(question.getTask());
        if (rule == null) {
            return Optional.empty();
        }
        String extracted = rule.extract(text);
        boolean complete = ended || !rule.mustEnd();
        boolean correct = complete && extracted != null && rule.matches(extracted, question.getGold());
        return Optional.of(new Judgment(correct, extracted));
    }

    /** Judges a sampled answer. */
    public Optional<Judgment> judge(Rollout rollout) {
        boolean ended = rollout.getFinishReason() == FinishReason.STOP;
        return judge(rollout.getQuestion(), rollout.getAnswerText(), ended);
    }
}
