package dev.errata.rewards.worker;

import dev.errata.rewardmodel.Answer;
import dev.errata.rewardmodel.Assessment;
import dev.errata.rewardmodel.Assessment.Draft;
import dev.errata.rewardmodel.Assessment.Failure;
import dev.errata.rewardmodel.Assessment.Scored;
import dev.errata.rewardmodel.Assessment.Unreadable;
import dev.errata.rewardmodel.Location;
import dev.errata.rewardmodel.RewardModel;
import dev.errata.rewardmodel.alignment.Alignment;
import dev.errata.rewards.scoring.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites every wrong answer to the same text, one token per character, and reads answers of at most 20 characters.
 */
final class FakeRewardModel implements RewardModel {

    private static final int MAX_TOKENS = 21;

    /** All answers, batch by batch; batches without answers are left out. */
    final List<List<Answer>> batches = new ArrayList<>();

    private final String version;
    private final String rewrite;
    private @Nullable Location location;

    FakeRewardModel(String version, String rewrite) {
        this.version = version;
        this.rewrite = rewrite;
    }

    /** Names this location for every wrong answer. */
    FakeRewardModel locating(Location named) {
        location = named;
        return this;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<Assessment> assess(List<Answer> answers) {
        if (!answers.isEmpty()) {
            batches.add(answers);
        }
        return answers.stream().map(this::assess).toList();
    }

    private Assessment assess(Answer answer) {
        return answer.tokens().length > MAX_TOKENS
                ? new Unreadable(Failure.TOO_LONG)
                : new Scored(probabilities(answer.tokens()), answer.wrong() ? draft(answer.tokens()) : null);
    }

    /** The probability of token t is 0.01 t, from t = 1. */
    private static float[] probabilities(int[] tokens) {
        float[] probabilities = new float[tokens.length];
        for (int t = 0; t < tokens.length; t++) {
            probabilities[t] = (t + 1) / 100f;
        }
        return probabilities;
    }

    private Draft draft(int[] answer) {
        int[] tokens =
                Fixtures.tokens(rewrite).stream().mapToInt(Integer::intValue).toArray();
        return new Draft(tokens, rewrite, true, Alignment.edits(answer, tokens), location);
    }

    @Override
    public void close() {}
}
