package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.actors.FakeLog;
import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals before anything is sampled, and what the settings of a source change about a question. */
class QuestionDoorTest {

    private static final TopicPartition A0 = new TopicPartition("questions.a", 0);

    private final FakeLog log = new FakeLog(1, "questions.a");
    private final MockConsumer<String, byte[]> consumer = log.consumer();
    private final QuestionStream stream = TestLog.stream(log, consumer, 8, () -> 0);

    @BeforeEach
    void subscribe() {
        stream.subscribe();
        consumer.rebalance(List.of(A0));
    }

    @ParameterizedTest(name = "{0}, gold {1}, reference {2}, needed {3}: {4}")
    @CsvSource({
        "gsm8k, 7,     ,       false, ,",
        "gsm8k, 7,     3+4=7,  true, ,",
        "mine,  any,   ,       false, ,",
        "gsm,   7,     ,       false, UNKNOWN_TASK,  'use one of arithmetic, choice, gsm8k'",
        "gsm,   7,     ,       false, UNKNOWN_TASK,  'a plug-in or a verifier'",
        "gsm8k, seven, ,       false, UNUSABLE_GOLD, 'seven'",
        "gsm8k, 7,     ,       true,  NO_REFERENCE,  'grpo, ppo, ppo-a2c, rft or dpo'",
        "gsm8k, 7,     ' ',    true,  NO_REFERENCE,  'actor.needs-reference'",
        "mine,  any,   ,       true,  NO_REFERENCE,  'scorer.rewards=instance'",
    })
    void aQuestionThatCannotBeJudgedOrLearnedFromIsRefusedWithTheRemedy(
            String task, String gold, String reference, boolean needed, DeadLetterReason reason, String remedy)
            throws UnusableQuestionException {
        TaskCheck check = new TaskCheck(Judge.strict(), Set.of("mine"), needed);
        Question question = TestLog.question("1");
        question.setTask(task);
        question.setGold(gold);
        question.setReference(reference);

        if (reason == null) {
            check.check(question);
        } else {
            assertThatThrownBy(() -> check.check(question))
                    .hasMessageContaining(remedy)
                    .isInstanceOfSatisfying(UnusableQuestionException.class, unusable -> assertThat(unusable.reason())
                            .isEqualTo(reason));
        }
    }

    @Test
    void theTemplateIsWhatThePolicyReadsAndTheQuestionStaysAsItIs() {
        SourceSettings settings = Sources.defaults("a");
        settings.setTemplate("Q: {question} A:");
        AskedQuestion asked = asked(settings, TestLog.json("1", "2+2"));

        assertThat(asked.prompt()).isEqualTo(new FakePolicy().prompt("Q: 2+2 A:"));
        assertThat(asked.question().getText()).isEqualTo("2+2");
    }

    @Test
    void theSettingsHaveTheNumberOfAnswersAndTheTaskOfQuestionsWithoutOne() {
        SourceSettings settings = Sources.defaults("a");
        settings.setAnswersPerQuestion(16);
        settings.setTask("svamp");
        AskedQuestion asked = asked(settings, TestLog.json("1", "2+2"));

        assertThat(asked.answers()).isEqualTo(16);
        assertThat(asked.question().getTask()).isEqualTo("svamp");
    }

    @Test
    void jsonMayBeginWithAByteOrderMarkAndSpace() {
        byte[] value = ("\uFEFF \n" + new String(TestLog.json("1", "2+2"), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(asked(Sources.defaults("a"), value).question().getText()).isEqualTo("2+2");
    }

    @Test
    void settingsThatCannotBeFollowedLeaveTheEarlierOnesInPlace() {
        SourceSettings settings = Sources.defaults("a");
        settings.setAnswersPerQuestion(3);
        log.set(settings);
        settings.setAnswersPerQuestion(65);
        log.set(settings);
        settings.setAnswersPerQuestion(4);
        settings.setTemplate("no place for it");

        assertThat(asked(settings, TestLog.json("1", "2+2")).answers()).isEqualTo(3);
    }

    private AskedQuestion asked(SourceSettings settings, byte[] record) {
        log.set(settings);
        log.append(A0, record);
        stream.await();
        return stream.take(64, new FakePolicy()).questions().get(0);
    }
}
