package dev.errata.tasks.questions.layouts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.schemas.questions.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options of a multiple-choice question. */
record ChoiceOptions(List<Option> all) {

    private static final String HEADING = "Options:";
    private static final Pattern LABELLED = Pattern.compile("\\(?([A-Za-z0-9])(?:[).:]\\s*|\\s+-\\s+)(\\S.*)");

    /** One option; the label may be empty. */
    record Option(String label, String text) {}

    /** The lines under {@code Options:} of a problem; none where it has no such line. */
    static ChoiceOptions under(String problem) {
        List<String> lines = problem.lines().map(String::strip).toList();
        int heading = lines.lastIndexOf(HEADING);
        List<Option> all = new ArrayList<>();
        if (heading >= 0) {
            lines.stream().skip(heading + 1L).filter(line -> !line.isEmpty()).forEach(line -> all.add(option(line)));
        }
        return new ChoiceOptions(all);
    }

    /** A list of {@code {text, label}}, or one object of a list {@code text} and a list {@code label}. */
    static ChoiceOptions of(JsonNode choices) {
        List<Option> all = new ArrayList<>();
        if (choices.isArray()) {
            choices.forEach(choice -> all.add(option(choice.path("label"), choice.path("text"))));
        } else {
            JsonNode texts = choices.path("text");
            for (int i = 0; i < texts.size(); i++) {
                all.add(option(choices.path("label").path(i), texts.path(i)));
            }
        }
        return new ChoiceOptions(all);
    }

    /** The text of the option with a label. */
    String labelled(String label) {
        return all.stream()
                .filter(option -> option.label().equalsIgnoreCase(label))
                .map(Option::text)
                .findFirst()
                .orElseThrow(() -> Columns.unusable("The answer key '" + label + "' is none of the labels "
                        + all.stream().map(Option::label).collect(Collectors.joining(", ")) + "."));
    }

    /** The option that an answer names by its text, or else by its label. */
    String named(String answer) {
        Optional<Option> byText =
                all.stream().filter(option -> same(option.text(), answer)).findFirst();
        return byText.or(() -> all.stream()
                        .filter(option -> !option.label().isEmpty() && same(option.label(), answer))
                        .findFirst())
                .map(Option::text)
                .orElseThrow(() -> Columns.unusable("The answer '" + answer + "' is none of the options: "
                        + all.stream().map(Option::text).collect(Collectors.joining(", ")) + "."));
    }

    /** The question as it is asked: its stem, and one option on each line. */
    String under(String stem, int least) {
        if (all.size() < least || all.stream().anyMatch(option -> option.text().isBlank())) {
            throw Columns.unusable("There are fewer than " + least + " options, or a blank one.");
        }
        return stem.strip() + "\n" + HEADING + "\n"
                + all.stream().map(Option::text).collect(Collectors.joining("\n"));
    }

    private static Option option(String line) {
        Matcher labelled = LABELLED.matcher(line);
        return labelled.matches() ? new Option(labelled.group(1), labelled.group(2)) : new Option("", line);
    }

    private static Option option(JsonNode label, JsonNode text) {
        return new Option(
                label.isMissingNode() ? "" : JsonText.of(label).strip(),
                text.isMissingNode() || text.isNull() ? "" : JsonText.of(text).strip());
    }

    private static boolean same(String one, String other) {
        return bare(one).equalsIgnoreCase(bare(other));
    }

    private static String bare(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }
}
