package dev.errata.tasks.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parquet files as data sets are published in: flat columns, lists and structs. */
class ParquetFileTest {

    private static final FormatOptions AUTO = FormatOptions.of("school");

    private static final String PLAIN =
            """
            message schema {
              optional binary text (STRING);
              optional double gold;
              optional int64 level;
            }
            """;

    private final Path folder;

    ParquetFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void flatColumnsAreFields(CompressionCodecName codec) throws IOException {
        Path file = write(PLAIN, codec, 3, (row, i) -> {
            row.append("text", "What is " + i + " and a half?");
            row.append("gold", i + 0.5);
            if (i == 1) {
                row.append("level", 7L);
            }
        });

        ReadFiles read = ReadFiles.of(file, AUTO);
        assertThat(read.format()).isEqualTo(QuestionFormat.parquet);
        assertThat(read.refused()).isEmpty();
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("0.5", "1.5", "2.5");
        assertThat(read.questions())
                .extracting(Question::getMetadata)
                .containsExactly(Map.of(), Map.of("level", "7"), Map.of());
    }

    @Test
    void aRowThatIsNoQuestionIsRefusedByItsNumber() throws IOException {
        Path file = write(PLAIN, CompressionCodecName.SNAPPY, 3, (row, i) -> {
            row.append("text", "What is " + i + "?");
            if (i != 1) {
                row.append("gold", i == 2 ? Double.NaN : 0.0);
            }
        });

        ReadFiles read = ReadFiles.of(file, AUTO);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("0.0");
        assertThat(read.refused())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("2: The field 'gold' is missing"),
                        one -> assertThat(one).startsWith("3: The field 'gold' is missing"));
    }

    @Test
    void listsAndStructsAreReadAsTheyAreNested() throws IOException {
        Path mmlu = write(
                """
                message schema {
                  required binary question (STRING);
                  required binary subject (STRING);
                  required group choices (LIST) { repeated group list { optional binary element (STRING); } }
                  required int64 answer;
                }
                """,
                CompressionCodecName.SNAPPY,
                1,
                (row, i) -> {
                    row.append("question", "What is 1 + 1?");
                    row.append("subject", "elementary_mathematics");
                    Group choices = row.addGroup("choices");
                    for (String choice : List.of("1", "2", "3", "4")) {
                        choices.addGroup("list").append("element", choice);
                    }
                    row.append("answer", 1L);
                });
        assertThat(ReadFiles.of(mmlu, AUTO).questions()).singleElement().satisfies(question -> {
            assertThat(question.getGold()).isEqualTo("B");
            assertThat(question.getText()).endsWith("(A) 1\n(B) 2\n(C) 3\n(D) 4");
        });

        Path arc = write(
                """
                message schema {
                  required binary question (STRING);
                  required group choices {
                    required group text (LIST) { repeated group list { optional binary element (STRING); } }
                    required group label (LIST) { repeated group list { optional binary element (STRING); } }
                  }
                  required binary answerKey (STRING);
                }
                """,
                CompressionCodecName.SNAPPY,
                1,
                (row, i) -> {
                    row.append("question", "Which one barks?");
                    Group choices = row.addGroup("choices");
                    Group text = choices.addGroup("text");
                    text.addGroup("list").append("element", "a cat");
                    text.addGroup("list").append("element", "a dog");
                    Group label = choices.addGroup("label");
                    label.addGroup("list").append("element", "A");
                    label.addGroup("list").append("element", "B");
                    row.append("answerKey", "B");
                });
        ReadFiles read = ReadFiles.of(arc, AUTO);
        assertThat(read.format()).isEqualTo(QuestionFormat.arc);
        assertThat(read.questions()).extracting(Question::getGold).containsExactly("a dog");
    }

    @Test
    void aCompressedParquetFileIsUnpackedFirst() throws IOException {
        Path file = write(PLAIN, CompressionCodecName.UNCOMPRESSED, 2, (row, i) -> {
            row.append("text", "What is " + i + "?");
            row.append("gold", (double) i);
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            Files.copy(file, zip);
        }
        Path zipped = Files.write(folder.resolve("q.parquet.gz"), bytes.toByteArray());
        assertThat(ReadFiles.of(zipped, AUTO).questions()).hasSize(2);
    }

    private Path write(String schema, CompressionCodecName codec, int rows, BiConsumer<Group, Integer> values)
            throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        SimpleGroupFactory groups = new SimpleGroupFactory(type);
        Path file = folder.resolve("q" + codec + schema.hashCode() + ".parquet");
        var settings = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCompressionCodec(codec);
        if (codec == CompressionCodecName.GZIP) {
            settings.withCodecFactory(new GzipPages());
        }
        try (ParquetWriter<Group> writer = settings.build()) {
            for (int i = 0; i < rows; i++) {
                Group row = groups.newGroup();
                values.accept(row, i);
                writer.write(row);
            }
        }
        return file;
    }

    /** Parquet itself packs with gzip only by Hadoop. */
    private static final class GzipPages
            implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return this;
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (var zip = new GZIPOutputStream(packed)) {
                bytes.writeAllTo(zip);
            }
            return BytesInput.from(packed.toByteArray());
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.GZIP;
        }

        @Override
        public void release() {}
    }
}
