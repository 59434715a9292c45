package dev.errata.ops.monitor.state;

import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Six minutes of a simulated run, to view the page without a real one. The same seed gives the same run. */
final class MadeUpRun {

    private static final String REFERENCE = "6*4=24;4*2=8;8+8=16;16+24=40;####40";

    private final Random random = new Random(7);
    private final RunState state;

    private MadeUpRun(RunState state) {
        this.state = state;
    }

    /** Writes a run of the given length, seconds, that ends at the given time. */
    static void write(RunState state, long end, int seconds) {
        MadeUpRun run = new MadeUpRun(state);
        MadeUpSources.write(state, end);
        for (int second = 0; second <= seconds; second++) {
            run.second(end - (seconds - second) * 1000L, second);
        }
    }

    private void second(long at, int second) {
        double progress = 1 - Math.exp(-second / 160.0);
        if (second % 12 == 0) {
            published(at, second / 12, progress);
        }
        int rollouts = second % 97 > 90 ? 4 : 26 + random.nextInt(14);
        for (int i = 0; i < rollouts; i++) {
            answer(at + i * 20L, second, i, progress);
        }
        if (second > 8 && second % 3 == 0) {
            step(at, second);
        }
        state.queues(
                at,
                List.of(
                        new Queue("questions", "actors", 7000 - second * 9L),
                        new Queue("rollouts", "reward model", 120 + random.nextInt(160)),
                        new Queue("token-rewards", "scoring topology", random.nextInt(30)),
                        new Queue("scored-rollouts", "learner", 40 + random.nextInt(120))));
    }

    private void published(long at, long version, double progress) {
        state.record("policy-updates", at);
        state.published(MadeUp.update(at, version, "file:/nowhere"));
        state.record("evaluations", at);
        double accuracy = 0.403 + 0.27 * progress + random.nextGaussian() * 0.006;
        state.evaluated(at, MadeUp.evaluation(at, version, EvaluationMode.GREEDY, accuracy));
        state.evaluated(at, MadeUp.evaluation(at, version, EvaluationMode.SAMPLED, accuracy - 0.085));
    }

    private void answer(long at, int second, int i, double progress) {
        String source = second > 200 && i % 5 == 0 ? "gsm8k" : "arithmetic";
        Question question = source.equals("gsm8k")
                ? MadeUp.question(
                        source, "Natalia sold 24 clips in April & <b>half</b> as many in May. How many?", "36")
                : MadeUp.question(source, "4*2+8+6*4", "40");
        boolean right = random.nextDouble() < 0.32 + 0.28 * progress;
        Rollout rollout = MadeUp.rollout(
                "questions." + source + "/" + i % 4 + "/" + second + "#" + i,
                question,
                right ? REFERENCE : slip(),
                second / 12);
        state.record("rollouts", at);
        state.rollout(at, rollout);
        state.record("token-rewards", at);
        if (!right && random.nextInt(5) == 0) {
            RejectionReason[] reasons = {
                RejectionReason.REWRITE_FALSE_STEP,
                RejectionReason.REWRITE_FALSE_STEP,
                RejectionReason.DUPLICATE,
                RejectionReason.REWRITE_WRONG_ANSWER,
                RejectionReason.TOO_STALE
            };
            state.record("rejected-rollouts", at);
            state.rejected(at, MadeUp.rejected(at, reasons[random.nextInt(reasons.length)]));
            return;
        }
        state.record("scored-rollouts", at);
        state.scored(at, right ? shaded(MadeUp.right(at, rollout)) : rewritten(at, rollout));
        if (second % 120 == 60 && i == 0) {
            state.record("dead-letters", at);
            state.dead(MadeUp.dead(at));
        }
    }

    private static String slip() {
        return "6*4=24;4*2=8;8+4=12;12+24=36;####36";
    }

    private ScoredRollout rewritten(long at, Rollout rollout) {
        List<Edit> edits = new ArrayList<>();
        String answer = rollout.getAnswerText();
        for (int t = 0; t < answer.length(); t++) {
            if (answer.charAt(t) != REFERENCE.charAt(t)) {
                edits.add(new Edit(EditKind.SUBSTITUTE, t, t));
            }
        }
        ScoredRollout scored = MadeUp.wrong(at, rollout, REFERENCE, edits);
        for (int t = 0; t < answer.length(); t++) {
            boolean edited = answer.charAt(t) != REFERENCE.charAt(t);
            float p = edited ? random.nextFloat() * 0.5f : 0.9f + random.nextFloat() * 0.1f;
            scored.getProbabilities().set(t, p);
            scored.getRewards().set(t, Math.max(-0.1f, Math.min(0f, p - 0.5f)));
        }
        return scored;
    }

    private ScoredRollout shaded(ScoredRollout scored) {
        for (int t = 0; t < scored.getRewards().size(); t++) {
            float p = 1 - random.nextFloat() * random.nextFloat() * 0.7f;
            scored.getProbabilities().set(t, p);
            scored.getRewards().set(t, Math.max(0f, p - 0.5f));
        }
        return scored;
    }

    private void step(long at, int second) {
        double noise = random.nextGaussian() * 0.02;
        state.record("learner-steps", at);
        state.step(
                at,
                MadeUp.step(
                        at,
                        second / 3,
                        Map.of(
                                "train/loss", 0.9 * Math.exp(-second / 120.0) + 0.2 + noise,
                                "train/policy_loss", -0.1 + noise / 2,
                                "train/imitation_loss", 1.0 * Math.exp(-second / 120.0) + 0.3 + noise,
                                "ppo/clip_frac", 0.05 + Math.abs(noise),
                                "is/ratio_mean", 1 + noise / 10,
                                "is/ess", 0.93 + noise / 2,
                                "train/grad_norm", 0.8 + noise * 4)));
    }
}
