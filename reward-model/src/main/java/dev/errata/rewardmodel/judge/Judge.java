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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges answers by the rule of their question's task. Rules are registered here and nowhere else; plug-ins
 * are given. */
public final class Judge {

    private final Map<String, AnswerRule> rules;
    private final Map<String, Verifier> plugIns;
    private final double correctFrom;

    private Judge(Map<String, AnswerRule> rules, Map<String, Verifier> plugIns, double correctFrom) {
        this.rules = rules;
        this.plugIns = plugIns;
        this.correctFrom = correctFrom;
    }

    private static Judge withRules(Map<String, AnswerRule> rules) {
        return new Judge(rules, Map.of(), 1);
    }

    /** A judge by one of the sets of rules. */
    public static Judge by(RuleSet rules) {
        return rules == RuleSet.COMPAT ? compat() : strict();
    }

    /** A judge by the strict rules. */
    public static Judge strict() {
        return withRules(Map.of(
                "arithmetic", new ArithmeticRule(),
                "gsm8k", new NumberRule(),
                "svamp", new NumberRule(),
                "math", new MathRule(),
                "mmlu", new LetterRule(),
                "choice", new ChoiceRule()));
    }

    /** A judge by the official rules of RLMEC; arithmetic, which it does not have, is judged as always. */
    public static Judge compat() {
        return withRules(Map.of(
                "arithmetic", new ArithmeticRule(),
                "gsm8k", new OfficialNumberRule(),
                "svamp", new OfficialNumberRule(),
                "math", new OfficialMathRule(),
                "mmlu", new OfficialLetterRule(),
                "choice", new OfficialChoiceRule()));
    }

    /**
     * This judge, which also asks plug-ins about their tasks.
     *
     * @param verifiers at most one for each task
     * @param correctFrom lowest score of a right answer, for a plug-in that gives scores alone
     * @throws IllegalArgumentException if two verifiers judge one task, or a rule judges it already
     */
    public Judge with(Collection<? extends Verifier> verifiers, double correctFrom) {
        Map<String, Verifier> all = new HashMap<>(plugIns);
        for (Verifier verifier : verifiers) {
            if (rules.containsKey(verifier.task()) || all.put(verifier.task(), verifier) != null) {
                throw new IllegalArgumentException("Two verifiers judge the task '" + verifier.task()
                        + "', or it has a built-in rule: give the task of the plug-in another name.");
            }
        }
        return new Judge(rules, all, correctFrom);
    }

    /** The tasks that have a rule or a plug-in, sorted by name. */
    public List<String> tasks() {
        return Stream.concat(rules.keySet().stream(), plugIns.keySet().stream())
                .sorted()
                .toList();
    }

    /** Whether a task has a rule or a plug-in. */
    public boolean knows(String task) {
        return rules.containsKey(task) || plugIns.containsKey(task);
    }

    /** Whether a task is judged by comparing with the gold answer, so that a question needs one. */
    public boolean needsGold(String task) {
        return rules.containsKey(task);
    }

    /**
     * Why no answer to a question could be judged right, as one sentence that says what to change: its task has no
     * rule, or no answer can match its gold answer. Empty where an answer can be right.
     */
    public Optional<String> refuse(Question question) {
        AnswerRule rule = rules.get(question.getTask());
        Verifier plugIn = plugIns.get(question.getTask());
        if (plugIn != null) {
            return plugIn.refuse(question);
        }
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
     * @throws VerifierFailedException if the plug-in of the question's task gives none
     */
    public Optional<Judgment> judge(Question question, String text, boolean ended) {
        Verifier plugIn = plugIns.get(question.getTask());
        if (plugIn != null) {
            return Optional.of(plugIn.verify(question, text, ended).judgment(correctFrom));
        }
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
        return Optional.of(new Judgment(correct, answer.text(), answer.mark(), null));
    }

    /** Judges a sampled answer. */
    public Optional<Judgment> judge(Rollout rollout) {
        boolean ended = rollout.getFinishReason() == FinishReason.STOP;
        return judge(rollout.getQuestion(), rollout.getAnswerText(), ended);
    }
}
