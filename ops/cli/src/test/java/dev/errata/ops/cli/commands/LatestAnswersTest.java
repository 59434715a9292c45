package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewardmodel.teachers.pairs.GivenAnswer;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestAnswersTest {

    private static final int EOS = 1;

    private static Rollout rollout(String text, long sampledAt, List<Integer> tokens, FinishReason finish) {
        return Rollout.newBuilder()
                .setRolloutId("questions.s/0/" + sampledAt + "#0")
                .setQuestion(Question.newBuilder()
                        .setId("q" + sampledAt)
                        .setSource("s")
                        .setText("1+1")
                        .setGold("2")
                        .build())
                .setSampleIndex(0)
                .setPromptTokens(List.of(5))
                .setAnswerTokens(tokens)
                .setBehaviorLogProbs(List.of())
                .setVersionSpans(List.of())
                .setSampling(new SamplingSettings(1.0, 1.0, 0, 8, 3L))
                .setFinishReason(finish)
                .setAnswerText(text)
                .setActorId("a")
                .setSampledAt(sampledAt)
                .build();
    }

    private static Rollout whole(String text, long sampledAt) {
        List<Integer> tokens =
                IntStream.concat(text.chars(), IntStream.of(EOS)).boxed().toList();
        return rollout(text, sampledAt, tokens, FinishReason.STOP);
    }

    @Test
    void theLatestAnswersAreKeptInAnyOrderOfPartitions() {
        LatestAnswers answers = new LatestAnswers(3, new Characters());
        for (long at : new long[] {10, 40, 20, 50, 30}) {
            answers.add(whole("at " + at, at));
        }
        assertThat(answers.answers()).extracting(GivenAnswer::text).containsExactly("at 30", "at 40", "at 50");
        assertThat(answers.answers()).allMatch(GivenAnswer::whole);
    }

    @Test
    void anAnswerThatWasCutOffOrDoesNotRoundTripIsNotComplete() {
        LatestAnswers answers = new LatestAnswers(3, new Characters());
        answers.add(rollout("ab", 1, List.of((int) 'a', (int) 'b'), FinishReason.LENGTH));
        answers.add(rollout("ab", 2, List.of((int) 'a', 7, EOS), FinishReason.STOP));
        assertThat(answers.answers()).extracting(GivenAnswer::whole).containsExactly(false, false);
    }

    /** One token per character. */
    private static final class Characters implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return text.chars().toArray();
        }

        @Override
        public String decode(int[] tokens) {
            return new String(tokens, 0, tokens.length);
        }

        @Override
        public int bos() {
            return -1;
        }

        @Override
        public int eos() {
            return EOS;
        }

        @Override
        public int pad() {
            return EOS;
        }

        @Override
        public int size() {
            return 256;
        }

        @Override
        public void close() {}
    }
}
