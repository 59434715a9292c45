package dev.errata.ops.monitor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void charactersAndAddedTokensKeepTheirText() {
        Vocabulary vocabulary = read(
                """
                {"added_tokens":[{"id":2,"content":"<eos>","special":true},{"id":3,"content":"####","special":false}],
                 "model":{"type":"WordLevel","vocab":{"7":0,"+":1,"<eos>":2}}}""");
        assertThat(vocabulary.text(0)).isEqualTo("7");
        assertThat(vocabulary.text(3)).isEqualTo("####");
        assertThat(vocabulary.isSpecial(2)).isTrue();
        assertThat(vocabulary.isSpecial(3)).isFalse();
    }

    @Test
    void theByteLevelAlphabetIsDecoded() {
        Vocabulary vocabulary = read(
                """
                {"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits"},{"type":"ByteLevel"}]},
                 "decoder":{"type":"ByteLevel"},
                 "model":{"type":"BPE","vocab":{"Ġhalf":0,"Ċ":1,"Ã©":2,"Ã":3}}}""");
        assertThat(vocabulary.text(0)).isEqualTo(" half");
        assertThat(vocabulary.text(1)).isEqualTo("\n");
        assertThat(vocabulary.text(2)).isEqualTo("é");
        assertThat(vocabulary.text(3)).as("half a character").isEqualTo("<0xC3>");
    }

    @Test
    void byteTokensAndTheSpaceOfSentencePieceAreDecoded() {
        Vocabulary vocabulary = read(
                """
                {"decoder":{"type":"ByteFallback"},"model":{"type":"Unigram","vocab":[["<0x41>",0],["▁the",-1.5],["<0xE2>",0]]}}""");
        assertThat(vocabulary.text(0)).isEqualTo("A");
        assertThat(vocabulary.text(1)).isEqualTo(" the");
        assertThat(vocabulary.text(2)).isEqualTo("<0xE2>");
    }

    @Test
    void anUnknownTokenShowsAsItsNumber() {
        assertThat(Vocabulary.unknown().text(17)).isEqualTo("#17");
        assertThat(Vocabulary.unknown().size()).isZero();
    }

    @Test
    void aFileThatIsNotATokenizerIsNamedInTheError() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("model.vocab");
        assertThatThrownBy(() -> Vocabulary.read(folder.resolve("nowhere"))).hasMessageContaining("nowhere");
    }

    private Vocabulary read(String json) {
        try {
            Files.writeString(folder.resolve("tokenizer.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Vocabulary.read(folder);
    }
}
