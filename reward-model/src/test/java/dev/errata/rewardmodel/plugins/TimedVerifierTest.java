package dev.errata.rewardmodel.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewardmodel.judge.Judgment;
import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewardmodel.judge.Verifier;
import dev.errata.rewardmodel.judge.VerifierFailedException;
import dev.errata.schemas.Question;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedVerifierTest {

    private static final Question QUESTION = Question.newBuilder()
            .setId("q")
            .setSource("s")
            .setText("text")
            .setGold("")
            .setTask("essay")
            .build();

    /** A plug-in of the task essay. */
    private record Plugged(Function<String, Rating> rule) implements Verifier {

        @Override
        public String task() {
            return "essay";
        }

        @Override
        public Rating verify(Question question, String answer, boolean ended) {
            return rule.apply(answer);
        }
    }

    private static Judge judge(Duration limit, Function<String, Rating> rule) {
        return Judge.strict().with(List.of(new TimedVerifier(new Plugged(rule), limit)), 0.5);
    }

    private static Judgment judged(Judge judge, String answer) {
        return judge.judge(QUESTION, answer, true).orElseThrow();
    }

    @Test
    void aScoreFromTheThresholdOnIsRight() {
        Judge judge = judge(Duration.ofSeconds(30), answer -> Rating.of(Double.parseDouble(answer), answer));
        assertThat(judged(judge, "0.5")).isEqualTo(new Judgment(true, "0.5", null, 0.5));
        assertThat(judged(judge, "0.49")).isEqualTo(new Judgment(false, "0.49", null, 0.49));
        assertThat(judge.knows("essay")).isTrue();
        assertThat(judge.tasks()).contains("essay", "gsm8k");
        assertThat(judge.refuse(QUESTION)).isEmpty();
    }

    @Test
    void anAnswerThatIsRightOrWrongHasNoScore() {
        Judge judge = judge(Duration.ofSeconds(30), answer -> Rating.of(answer.equals("yes"), null));
        assertThat(judged(judge, "yes")).isEqualTo(new Judgment(true, null));
        assertThat(judged(judge, "no")).isEqualTo(new Judgment(false, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "null", "score", "stack"})
    void aPlugInThatFailsCostsThatAnswerAlone(String how) {
        Judge judge = judge(Duration.ofSeconds(30), answer -> switch (answer) {
            case "throws" -> throw new IllegalStateException("broken");
            case "null" -> nothing();
            case "score" -> Rating.of(7, null);
            case "stack" -> endless(answer);
            default -> Rating.of(true, null);
        });
        assertThatThrownBy(() -> judged(judge, how))
                .isInstanceOf(VerifierFailedException.class)
                .hasMessageStartingWith("The plug-in of the task 'essay' ");
        assertThat(judged(judge, "fine").correct()).isTrue();
    }

    @SuppressWarnings("NullAway")
    private static Rating nothing() {
        return null;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Rating endless(String answer) {
        return endless(answer + "!");
    }

    @Test
    void aPlugInThatHangsCostsAtMostSixteenLimitsAndThreads() {
        CountDownLatch never = new CountDownLatch(1);
        Judge judge = judge(Duration.ofMillis(50), answer -> {
            while (true) {
                try {
                    never.await();
                    return Rating.of(true, null);
                } catch (InterruptedException ignored) {
                    // A plug-in that does not even stop when it is asked to.
                }
            }
        });
        for (int answer = 0; answer < 16; answer++) {
            assertThatThrownBy(() -> judged(judge, "")).hasMessageContaining("did not return within 50 ms");
        }
        long start = System.nanoTime();
        for (int answer = 0; answer < 1_000; answer++) {
            assertThatThrownBy(() -> judged(judge, "")).hasMessageContaining("16 earlier answers");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        never.countDown();
    }

    @Test
    void twoVerifiersOfOneTaskAreRefused() {
        Verifier essay = new Plugged(answer -> Rating.of(true, null));
        assertThatThrownBy(() -> Judge.strict().with(List.of(essay, essay), 1)).hasMessageContaining("'essay'");
    }
}
