package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.cli.commands.ErrataCommand;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionJson;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/importing.md do what the page says. */
class ImportingPageTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final String PAGE = Repository.text(REPOSITORY.root().resolve("docs/importing.md"));

    /** A file that the page names at the end of a paragraph and shows in the block below it. */
    private static final Pattern FILE = Pattern.compile("`([\\w.]+)`:\\n\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern COMMAND = Pattern.compile("(?m)^ops/errata (questions (?:import|check) .*)$");
    private static final Pattern ENDS_WITH = Pattern.compile("# ends with (\\d)$");

    private final Path folder;

    ImportingPageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void itsCommandsEndWithTheCodesThatItNames() throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("mine.jsonl"), file("lines.jsonl"));
        List<MatchResult> commands = COMMAND.matcher(PAGE).results().toList();
        assertThat(commands).hasSizeGreaterThan(2);
        for (MatchResult command : commands) {
            String line = command.group(1);
            int code = ENDS_WITH
                    .matcher(line)
                    .results()
                    .map(end -> Integer.parseInt(end.group(1)))
                    .findFirst()
                    .orElse(0);
            assertThat(ErrataCommand.commandLine().execute(arguments(line)))
                    .as(line)
                    .isEqualTo(code);
        }
        assertThat(Files.readAllLines(folder.resolve("rejects.jsonl"))).hasSize(1);
    }

    @Test
    void everyLineForAConsoleProducerIsAQuestion() {
        List<Question> questions = file("lines.jsonl")
                .lines()
                .map(line -> QuestionJson.read(line.getBytes(StandardCharsets.UTF_8), "mine"))
                .toList();
        assertThat(questions).extracting(Question::getGold).containsExactly("12", "16");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheConverterOfConnectWritesIsAQuestion(boolean envelope) throws IOException {
        Properties connector = new Properties();
        connector.load(new StringReader(file("connect.properties")));
        Map<String, String> converter = connector.stringPropertyNames().stream()
                .filter(key -> key.startsWith("value.converter."))
                .collect(Collectors.toMap(key -> key.substring("value.converter.".length()), connector::getProperty));
        assertThat(connector.getProperty("value.converter")).isEqualTo(JsonConverter.class.getName());
        assertThat(converter).containsOnly(Map.entry("schemas.enable", "false"));

        var schema = SchemaBuilder.struct()
                .field("id", SchemaBuilder.INT64_SCHEMA)
                .field("text", SchemaBuilder.STRING_SCHEMA)
                .field("gold", SchemaBuilder.FLOAT64_SCHEMA)
                .build();
        Struct row = new Struct(schema).put("id", 7L).put("text", "How long?").put("gold", 2.5);
        try (JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", envelope), false);
            Question question = QuestionJson.read(json.fromConnectData("questions.mine", schema, row), "mine");
            assertThat(question.getId()).isEqualTo("7");
            assertThat(question.getText()).isEqualTo("How long?");
            assertThat(question.getGold()).isEqualTo("2.5");
        }
    }

    private static Map<String, String> files() {
        return FILE.matcher(PAGE).results().collect(Collectors.toMap(file -> file.group(1), file -> file.group(2)));
    }

    private static String file(String name) {
        String content = files().get(name);
        assertThat(content).as("the file %s on the page", name).isNotNull();
        return content == null ? "" : content;
    }

    /** The arguments with files in the test's folder; an import only reads. */
    private String[] arguments(String line) {
        List<String> arguments = new ArrayList<>();
        for (String argument : ENDS_WITH.matcher(line).replaceAll("").strip().split(" ")) {
            arguments.add(
                    argument.endsWith(".jsonl") || argument.endsWith(".csv")
                            ? folder.resolve(argument).toString()
                            : argument);
        }
        if (arguments.contains("import")) {
            arguments.add("--dry-run");
        }
        return arguments.toArray(String[]::new);
    }
}
