package dev.errata.rewardmodel.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocatingPromptTest {

    private static final RewritePrompt REWRITING = new RewritePrompt("?", "|", "|", 20);
    private static final LocatingPrompt PROMPT = new LocatingPrompt("?", ";", "");

    private final Tokenizer tokenizer = new FakePolicy("", 100).tokenizer();

    @Test
    void withoutNumbersTheLocatingPromptIsTheRewritingPromptUpToItsEnd() {
        int[] answer = tokenizer.encode("6*4=25;#25");
        int[] rewriting = REWRITING.render(tokenizer, "6*4", "6*4=24;#24", answer);
        int[] locating = PROMPT.render(tokenizer, REWRITING, "6*4", "6*4=24;#24", answer);
        assertThat(Arrays.mismatch(rewriting, locating)).isEqualTo(rewriting.length - 1);
        assertThat(locating).hasSameSizeAs(rewriting).endsWith('?');
    }

    @Test
    void stepsAreNumberedWhereTheSettingsSaySo() {
        LocatingPrompt numbered = new LocatingPrompt("\nFirst wrong step: ", "\n", "Step {n}: ");
        int[] asked = numbered.render(
                tokenizer, new RewritePrompt("\n", "\n\n", "\n", 0), "6*4+1", "r", tokenizer.encode("a\nb\n#3"));
        assertThat(tokenizer.decode(asked))
                .isEqualTo("6*4+1\nr\n\nStep 1: a\nStep 2: b\nStep 3: #3\nFirst wrong step: ");
    }

    @Test
    void settingsAreReadBackUnchanged(@TempDir Path folder) throws IOException {
        assertThat(LocatingPrompt.load(folder)).as("a model that cannot locate").isEmpty();
        LocatingPrompt prompt = new LocatingPrompt("\nFirst wrong step: ", "\n", "{n}. ");
        prompt.save(folder);
        assertThat(LocatingPrompt.load(folder)).contains(prompt);
    }

    @Test
    void settingsThatAreMissingOrEmptyAreRefusedByName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(LocatingPrompt.FILE);
        Files.writeString(file, "{\"answer_end\": \"?\", \"step_number\": \"\"}");
        assertThatThrownBy(() -> LocatingPrompt.load(folder))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining(LocatingPrompt.FILE)
                .hasMessageContaining("step_end");
        Files.writeString(file, "{\"answer_end\": \"?\", \"step_end\": \"\", \"step_number\": \"\"}");
        assertThatThrownBy(() -> LocatingPrompt.load(folder))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining("empty");
    }
}
