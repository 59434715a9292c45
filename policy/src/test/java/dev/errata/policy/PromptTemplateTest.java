package dev.errata.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.weights.Checkpoint;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a folder's files says how a question becomes a prompt. */
class PromptTemplateTest {

    private final Path folder;

    PromptTemplateTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void copyACheckpointWithAChatTemplate() throws IOException {
        CheckpointFixture.named("llama-fp32").copyTo(folder);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String prompt(String question) {
        PromptTemplate template = PromptTemplate.of(Checkpoint.read(folder), Clock.systemUTC());
        try (var tokenizer = template.tokenizer()) {
            int[] ids = template.prompt(question);
            StringBuilder text = new StringBuilder(ids[0] == 1 ? "<s>" : "");
            return text.append(tokenizer.decode(ids)).toString();
        }
    }

    @Test
    void theChatTemplateIsUsedAndItsBeginningOfSequenceTokenOccursOnce() throws IOException {
        write("chat_template.jinja", "{{ bos_token }}{{ messages[0].role }}: {{ messages[0].content }}");
        assertThat(prompt("1+2")).isEqualTo("<s>user: 1+2");
        PromptTemplate template = PromptTemplate.of(Checkpoint.read(folder), Clock.systemUTC());
        try (var tokenizer = template.tokenizer()) {
            assertThat(template.prompt("1+2")).startsWith(1).doesNotHaveDuplicates();
        }
        write("chat_template.jinja", "{{ messages[0].content }}");
        assertThat(prompt("1+2")).isEqualTo("1+2");
    }

    @Test
    void thePromptTemplateOfErrataJsonTakesPrecedenceOverTheChatTemplate() throws IOException {
        write("chat_template.jinja", "{{ raise_exception('not asked') }}");
        write("errata.json", "{\"prompt_template\": \"Q: {question}\"}");
        assertThat(prompt("1+2")).isEqualTo("<s>Q: 1+2");
    }

    @Test
    void withoutATemplateThePromptIsTheQuestion() throws IOException {
        Files.delete(folder.resolve("chat_template.jinja"));
        assertThat(prompt("1+2")).isEqualTo("<s>1+2");
    }

    @Test
    void aChatTemplateThatFailsIsRefusedWhenItIsLoaded() throws IOException {
        write("chat_template.jinja", "a\n{{ raise_exception('no users here') }}");
        assertThatThrownBy(() -> prompt("1+2"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessage("the chat template of " + folder
                        + " fails (line 2: no users here); set prompt_template in its errata.json");
    }

    @Test
    void aSystemPromptWithoutAChatTemplateIsRefused() throws IOException {
        Files.delete(folder.resolve("chat_template.jinja"));
        write("errata.json", "{\"system_prompt\": \"Be brief.\"}");
        assertThatThrownBy(() -> prompt("1+2"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("write it into prompt_template");
    }

    @Test
    void specialTokensOutsideTheVocabularyAreRefused() throws IOException {
        write("generation_config.json", "{\"eos_token_id\": [2, 98]}");
        assertThatThrownBy(() -> prompt("1+2"))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("98 is the largest special one")
                .hasMessageContaining("vocab_size 98");
    }
}
