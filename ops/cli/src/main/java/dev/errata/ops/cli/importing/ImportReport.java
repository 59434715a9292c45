package dev.errata.ops.cli.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.tasks.questions.QuestionFormat;
import dev.errata.tasks.questions.RefusedRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was read, taken and refused. Refused records are counted, shown, and written to a file where one is named. */
public final class ImportReport implements AutoCloseable {

    /** Exit code where every question was taken. */
    public static final int DONE = 0;

    /** Exit code where nothing could be done. */
    public static final int NOTHING_DONE = 1;

    /** Exit code where some records were refused. */
    public static final int SOME_REFUSED = 3;

    private static final int LISTED = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, QuestionFormat> formats = new LinkedHashMap<>();
    private final List<RefusedRecord> listed = new ArrayList<>();
    private final @Nullable Path rejects;
    private final Consumer<RefusedRecord> show;
    private @Nullable BufferedWriter writer;
    private long published;
    private long same;
    private long replaced;
    private long refused;
    private long skipped;

    /**
     * An empty report.
     *
     * @param rejects file for the refused records, written only if there are any; null for none
     * @param show receives each refused record
     */
    public ImportReport(@Nullable Path rejects, Consumer<RefusedRecord> show) {
        this.rejects = rejects;
        this.show = show;
    }

    /** Notes the format that was taken for a file. */
    public void file(String file, QuestionFormat format) {
        formats.put(file, format);
    }

    /** The files and the formats that were taken for them. */
    public Map<String, QuestionFormat> formats() {
        return formats;
    }

    /** Notes a refused record. */
    public void refused(RefusedRecord record) {
        refused++;
        if (listed.size() < LISTED) {
            listed.add(record);
        }
        show.accept(record);
        if (rejects == null) {
            return;
        }
        try {
            if (writer == null) {
                writer = Files.newBufferedWriter(rejects);
            }
            writer.write(record.line());
            writer.newLine();
        } catch (IOException unwritable) {
            throw new CommandFailed(
                    "The refused records cannot be written to " + rejects + ": give a file in an existing folder with"
                            + " --rejects.",
                    unwritable);
        }
    }

    /** Notes a question of a subject that was not asked for. */
    public void skipped() {
        skipped++;
    }

    /** Sets how many questions were published under a new id, were there already, or were published once more. */
    public void taken(long published, long same, long replaced) {
        this.published = published;
        this.same = same;
        this.replaced = replaced;
    }

    /** The first hundred refused records. */
    public List<RefusedRecord> listed() {
        return listed;
    }

    /** Number of refused records. */
    public long refused() {
        return refused;
    }

    /** What was done, from the number of published questions on, without a full stop. */
    public String sentence(String topic) {
        StringBuilder sentence =
                new StringBuilder(String.format(Locale.ROOT, "%s to %s, already there %,d", questions(), topic, same));
        add(sentence, replaced, "replaced");
        add(sentence, refused, "refused");
        add(sentence, skipped, "of other subjects");
        return sentence.toString();
    }

    /** What a check found, in one line. */
    public String checked() {
        StringBuilder sentence = new StringBuilder(questions());
        add(sentence, same, "repeated");
        add(sentence, refused, "refused");
        add(sentence, skipped, "of other subjects");
        return sentence.toString();
    }

    /**
     * The exit code: {@link #DONE}, {@link #SOME_REFUSED}, or {@link #NOTHING_DONE} where the files hold nothing that
     * was taken or refused.
     */
    public int exitCode() {
        if (refused > 0) {
            return SOME_REFUSED;
        }
        if (published + same + replaced > 0) {
            return DONE;
        }
        return NOTHING_DONE;
    }

    /** Why nothing could be done, where the files hold nothing that could be taken or refused. */
    public Optional<String> nothingRead() {
        if (exitCode() != NOTHING_DONE) {
            return Optional.empty();
        }
        return Optional.of(
                skipped > 0
                        ? "All questions are of other subjects: name some with --subjects, or all."
                        : "There is no question in the files: give files of questions.");
    }

    /**
     * The report as one JSON object; of the refused records the first hundred are listed.
     *
     * @param done whether the questions were published, rather than only checked
     */
    public String json(String source, boolean done) {
        ObjectNode object = JSON.createObjectNode().put("source", source).put("done", done);
        ArrayNode files = object.putArray("files");
        formats.forEach((file, format) -> files.addObject().put("file", file).put("format", format.name()));
        object.put("published", published)
                .put("already_there", same)
                .put("replaced", replaced)
                .put("refused", refused)
                .put("skipped", skipped);
        ArrayNode problems = object.putArray("problems");
        listed.forEach(one -> problems.addObject()
                .put("file", one.place().file())
                .put("line", one.place().line())
                .put("reason", one.reason()));
        return object.toString();
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    private String questions() {
        return published == 1 ? "1 question" : String.format(Locale.ROOT, "%,d questions", published);
    }

    private static void add(StringBuilder sentence, long number, String what) {
        if (number > 0) {
            sentence.append(String.format(Locale.ROOT, ", %s %,d", what, number));
        }
    }
}
