package dev.errata.tasks.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFolderTest {

    private static HuggingFaceTokenizer tokenizer;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        TokenizerFolder.write(folder);
        tokenizer = HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void taskTextIsOneTokenPerCharacterAndOneForTheAnswerMark() {
        String text = "6*4=24;4*2=8;8+8=16;16+24=40;####40";
        assertThat(tokenizer.encode(text).getTokens())
                .hasSize(text.length() - 3)
                .contains("####");
        assertThat(tokenizer.encode("0123456789+-*=;?|####").getIds())
                .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(tokenizer.decode(tokenizer.encode(text).getIds())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Natalia sold 48/2 = <<48/2=24>>24 clips in May.\n#### 72",
                " leading and trailing ",
                "\u00e9\u00fc\u4e2d\u6587 \ud83d\ude00",
                "# ## ### #### ##### ########",
                "<0x41> <unk>",
                "\ttab\r\n\u0000"
            })
    void anyTextIsDecodedUnchanged(String text) {
        long[] ids = tokenizer.encode(text).getIds();
        assertThat(tokenizer.decode(ids, false)).isEqualTo(text);
        assertThat(tokenizer.decode(ids, true)).isEqualTo(text);
        assertThat(Arrays.stream(ids)).allMatch(id -> id > 2 && id < TokenizerFolder.SIZE);
    }

    @Test
    void aCharacterOutsideTheTaskIsEncodedAsBytes() {
        long[] ids = tokenizer.encode("\u00e9").getIds();
        byte[] bytes = "\u00e9".getBytes(StandardCharsets.UTF_8);
        assertThat(ids).containsExactly(21 + (bytes[0] & 0xff), 21 + (bytes[1] & 0xff));
    }

    @Test
    void specialTokensAreLeftOutWhenDecoded() {
        assertThat(tokenizer.decode(new long[] {1, 4, 13, 5, 2, 0, 0}, true)).isEqualTo("1+2");
    }
}
