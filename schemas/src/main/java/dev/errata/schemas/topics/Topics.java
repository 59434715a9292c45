package dev.errata.schemas.topics;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.JudgedAnswer;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Question;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.Topic.Retention;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics of one run. A cluster can have several runs: the name of a run, if it has one, prefixes every topic and
 * group.
 *
 * @param run name of the run; empty where the cluster has one run only
 */
public record Topics(String run) {

    /**
     * Partitions of every topic that carries rollouts; rollouts, rewrites and token rewards must agree for the join.
     */
    public static final int ROLLOUT_PARTITIONS = 4;

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /**
     * The topic of one question source.
     *
     * @throws IllegalArgumentException if the name is not 1 to 63 characters of a-z, 0-9, '-' and '_', a letter or a
     *     digit first
     */
    public Topic<Question> questions(String source) {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("A source's name has 1 to 63 characters of a-z, 0-9, '-' and '_', with a"
                    + " letter or a digit first, and is not '" + source + "': choose another name.");
        }
        return log("questions." + source, Question.class, ROLLOUT_PARTITIONS);
    }

    /** Matches the topics of all question sources of this run, future ones included. */
    public Pattern questionTopics() {
        return Pattern.compile(Pattern.quote(prefixed("questions.")) + SOURCE.pattern());
    }

    /**
     * Whether a topic looks like one of this run's question sources but has a name that no source can have, so that its
     * questions are never asked: to be reported, not ignored.
     */
    public boolean isMisnamedSource(String topic) {
        String start = prefixed("questions.");
        boolean looksLikeOne = topic.startsWith(start) || topic.equals(prefixed("questions"));
        return looksLikeOne && !questionTopics().matcher(topic).matches();
    }

    /** The source that a question topic of this run carries. */
    public String sourceOf(String questionTopic) {
        return questionTopic.substring(prefixed("questions.").length());
    }

    /** How actors ask each source, written by {@code errata sources} or by hand. */
    public Topic<SourceSettings> sources() {
        return new Topic<>(prefixed("sources"), SourceSettings.class, 1, Retention.COMPACTED);
    }

    /** Which questions were asked in which pass, written by actors. */
    public Topic<AskedQuestions> askedQuestions() {
        return log("asked-questions", AskedQuestions.class, ROLLOUT_PARTITIONS);
    }

    /** Verdicts of external verifiers on rollouts, written by the reward scorer. */
    public Topic<Verdict> verdicts() {
        return log("verdicts", Verdict.class, ROLLOUT_PARTITIONS);
    }

    /** Verdicts by question, from which the scoring topology counts; written by itself. */
    public Topic<JudgedAnswer> judgedAnswers() {
        return log("judged-answers", JudgedAnswer.class, ROLLOUT_PARTITIONS);
    }

    /** How often each question was answered right, written by the scoring topology. */
    public Topic<QuestionAccuracy> questionAccuracy() {
        return new Topic<>(
                prefixed("question-accuracy"), QuestionAccuracy.class, ROLLOUT_PARTITIONS, Retention.COMPACTED);
    }

    /** Sampled answers, written by actors. */
    public Topic<Rollout> rollouts() {
        return log("rollouts", Rollout.class, ROLLOUT_PARTITIONS);
    }

    /** Minimum-edit rewrites, written by the reward model. */
    public Topic<Rewrite> rewrites() {
        return log("rewrites", Rewrite.class, ROLLOUT_PARTITIONS);
    }

    /** Token probabilities, written by the reward model. */
    public Topic<TokenRewards> tokenRewards() {
        return log("token-rewards", TokenRewards.class, ROLLOUT_PARTITIONS);
    }

    /** The scored rollouts that the learner trains on, written by the scoring topology. */
    public Topic<ScoredRollout> scoredRollouts() {
        return log("scored-rollouts", ScoredRollout.class, ROLLOUT_PARTITIONS);
    }

    /** Rejected rollouts with their reasons, written by the scoring topology and the learner. */
    public Topic<RejectedRollout> rejectedRollouts() {
        return log("rejected-rollouts", RejectedRollout.class, ROLLOUT_PARTITIONS);
    }

    /** Policy versions and the location of their weights, written by the learner. */
    public Topic<PolicyUpdate> policyUpdates() {
        return new Topic<>(prefixed("policy-updates"), PolicyUpdate.class, 1, Retention.COMPACTED);
    }

    /** Metrics and batch manifests, written by the learner. */
    public Topic<LearnerStep> learnerSteps() {
        return log("learner-steps", LearnerStep.class, 1);
    }

    /** Answers to held-out questions, written by the evaluator to be judged. */
    public Topic<Rollout> evaluationRollouts() {
        return log("evaluation-rollouts", Rollout.class, ROLLOUT_PARTITIONS);
    }

    /** Verdicts on evaluation answers, written by the scoring topology. */
    public Topic<Verdict> evaluationVerdicts() {
        return log("evaluation-verdicts", Verdict.class, ROLLOUT_PARTITIONS);
    }

    /** Results per policy version, written by the evaluator. */
    public Topic<Evaluation> evaluations() {
        return log("evaluations", Evaluation.class, 1);
    }

    /** Records that no stage could read or use, written by all stages. */
    public Topic<DeadLetter> deadLetters() {
        return log("dead-letters", DeadLetter.class, 1);
    }

    /** Every topic of the run except the question sources. */
    public List<Topic<?>> all() {
        return List.of(
                sources(),
                askedQuestions(),
                rollouts(),
                rewrites(),
                tokenRewards(),
                verdicts(),
                scoredRollouts(),
                rejectedRollouts(),
                judgedAnswers(),
                questionAccuracy(),
                policyUpdates(),
                learnerSteps(),
                evaluationRollouts(),
                evaluationVerdicts(),
                evaluations(),
                deadLetters());
    }

    /** The topics that the scoring topology joins partition by partition. */
    List<Topic<?>> joined() {
        return List.of(rollouts(), rewrites(), tokenRewards(), verdicts());
    }

    /** A consumer group, transactional id or Streams application id of this run. */
    public String group(String role) {
        return prefixed(role);
    }

    private <V extends SpecificRecord> Topic<V> log(String name, Class<V> type, int partitions) {
        return new Topic<>(prefixed(name), type, partitions, Retention.LOG);
    }

    private String prefixed(String name) {
        return run.isEmpty() ? name : run + "." + name;
    }
}
