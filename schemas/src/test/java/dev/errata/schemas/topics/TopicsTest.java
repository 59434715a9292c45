package dev.errata.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void aRunsNamePrefixesItsTopicsAndGroups() {
        assertThat(new Topics("").rollouts().name()).isEqualTo("rollouts");
        assertThat(new Topics("a").rollouts().name()).isEqualTo("a.rollouts");
        assertThat(new Topics("a").group("learner")).isEqualTo("a.learner");
    }

    @Test
    void thePatternOfARunMatchesItsQuestionsOnly() {
        Topics topics = new Topics("a");
        String name = topics.questions("gsm8k").name();
        assertThat(name).matches(topics.questionTopics());
        assertThat(topics.sourceOf(name)).isEqualTo("gsm8k");
        assertThat("questions.gsm8k").doesNotMatch(topics.questionTopics());
        assertThat("b.questions.gsm8k").doesNotMatch(topics.questionTopics());
        assertThat(name).doesNotMatch(new Topics("").questionTopics());
    }

    @Test
    void aSourceThatCannotNameATopicIsRefused() {
        assertThatThrownBy(() -> new Topics("").questions("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a b'");
    }

    @Test
    void aTopicWhoseNameNoSourceCanHaveIsMisnamed() {
        Topics topics = new Topics("night");

        assertThat(topics.isMisnamedSource("night.questions.My-Source")).isTrue();
        assertThat(topics.isMisnamedSource("night.questions.a.b")).isTrue();
        assertThat(topics.isMisnamedSource("night.questions")).isTrue();
        assertThat(topics.isMisnamedSource("night.questions.mine")).isFalse();
        assertThat(topics.isMisnamedSource("questions.My-Source")).isFalse();
    }
}
