package dev.errata.rewardmodel.judge;

import dev.errata.rewardmodel.judge.official.OfficialChoiceRule;
import dev.errata.rewardmodel.judge.official.OfficialLetterRule;
import dev.errata.rewardmodel.judge.official.OfficialMathRule;
import dev.errata.rewardmodel.judge.official.OfficialNumberRule;
import dev.errata.rewardmodel.judge.rules.AnswerRule;
import dev.errata.rewardmodel.judge.rules.ArithmeticRule;
import dev.errata.rewardmodel.judge.rules.ChoiceRule;
import dev.errata.rewardmodel.judge.rules.FinalAnswer;
import dev.errata.rewardmodel.judge.rules.LetterRule;
import dev.errata.rewardmodel.judge.rules.MathRule;
import dev.errata.rewardmodel.judge.rules.NumberRule;
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

    /** A judge by one of the sets of rules. */
    public static Judge by(RuleSet rules) {
        return rules == RuleSet.COMPAT ? compat() : strict();
    }

    /** A judge by the strict rules. */
    public static Judge strict() {
        return new Judge(Map.of(
                "arithmetic", new ArithmeticRule(),
                "gsm8k", new NumberRule(),
                "svamp", new NumberRule(),
                "math", new MathRule(),
                "mmlu", new LetterRule(),
                "choice", new ChoiceRule()));
    }

    /** A judge by the official rules of RLMEC; arithmetic, which it does not have, is judged as always. */
    public static Judge compat() {
        return new Judge(Map.of(
                "arithmetic", new ArithmeticRule(),
                "gsm8k", new OfficialNumberRule(),
                "svamp", new OfficialNumberRule(),
                "math", new OfficialMathRule(),
                "mmlu", new OfficialLetterRule(),
                "choice", new OfficialChoiceRule()));
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
                ? Optional.of("No rule judges the task '" + FinalAnswer.abbreviated(question.getTask())
                        + "': use one of " + String.join(", ", tasks()) + ".")
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
        FinalAnswer answer = rule.extract(question, text);
        if (answer == null) {
            return Optional.of(Judgment.NO_ANSWER);
        }
        boolean complete = ended || !rule.mustEnd();
        boolean correct = complete && rule.matches(answer.text(), question.getGold());
        return Optional.of(new Judgment(correct, answer.text(), answer.mark()));
    }

    /** Judges a sampled answer. */
    public Optional<Judgment> judge(Rollout rollout) {
        boolean ended = rollout.getFinishReason() == FinishReason.STOP;
        return judge(rollout.getQuestion(), rollout.getAnswerText(), ended);
    }
}
