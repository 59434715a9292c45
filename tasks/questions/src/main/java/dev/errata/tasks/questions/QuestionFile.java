package dev.errata.tasks.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.Question;
import dev.errata.schemas.questions.QuestionDefaults;
import dev.errata.schemas.questions.UnreadableQuestionException;
import dev.errata.tasks.questions.layouts.Columns;
import dev.errata.tasks.questions.layouts.Layout;
import dev.errata.tasks.questions.records.FilePlace;
import dev.errata.tasks.questions.records.FileRecord;
import dev.errata.tasks.questions.records.RecordFile;
import dev.errata.tasks.questions.records.Records;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads question files, record by record, into a sink.
 *
 * <p>A file is JSON lines, a JSON list, CSV or Parquet, plain or compressed with gzip; its kind is recognized by its
 * content. In a folder, all such files are read in the order of their names. A record that cannot be taken costs that
 * record, and reading continues.
 */
public final class QuestionFile {

    private static final Pattern RECORDS =
            Pattern.compile("[^.].*\\.(?:jsonl?|ndjson|csv|tsv|parquet)(?:\\.gz)?", Pattern.CASE_INSENSITIVE);

    private final FormatOptions options;
    private final QuestionSink sink;
    private final QuestionCheck check;
    private QuestionFormat format;

    private QuestionFile(FormatOptions options, QuestionSink sink) {
        this.options = options;
        this.sink = sink;
        this.check = new QuestionCheck(options.judge());
        this.format = options.format();
    }

    /**
     * Reads a file or a folder.
     *
     * @return the format that was taken; {@link QuestionFormat#auto} where there is no record to recognize one by
     * @throws IOException if it cannot be read
     */
    public static QuestionFormat read(Path path, FormatOptions options, QuestionSink sink) throws IOException {
        QuestionFile reading = new QuestionFile(options, sink);
        long before = 0;
        for (Path file : files(path)) {
            long start = before;
            try (Records records = RecordFile.open(file, bytes -> sink.progress(start + bytes))) {
                reading.read(records);
            }
            before += Files.size(file);
        }
        return reading.format;
    }

    /**
     * Reads a stream, for example standard input, and closes it.
     *
     * @param name name of the stream in places
     * @return the format that was taken
     * @throws IOException if it cannot be read
     */
    public static QuestionFormat read(InputStream in, String name, FormatOptions options, QuestionSink sink)
            throws IOException {
        QuestionFile reading = new QuestionFile(options, sink);
        try (Records records = RecordFile.open(in, name, sink::progress)) {
            reading.read(records);
        }
        return reading.format;
    }

    /** The file itself, or the files of records in a folder and below it, in the order of their names. */
    public static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(Files::isRegularFile)
                    .filter(file ->
                            RECORDS.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
        }
    }

    private void read(Records records) throws IOException {
        for (FileRecord record = next(records); record != null; record = next(records)) {
            Optional<ObjectNode> object = record.object();
            if (object.isEmpty()) {
                refuse(record.place(), String.valueOf(record.problem()), record.value());
            } else {
                read(record.place(), object.get(), records.kind());
            }
        }
    }

    private @Nullable FileRecord next(Records records) throws IOException {
        return sink.wantsMore() ? records.next() : null;
    }

    private void read(FilePlace place, ObjectNode record, Records.Kind kind) {
        String file = place.file();
        Optional<ObjectNode> mended = RefusedRecord.inside(record);
        ObjectNode object = mended.orElse(record);
        // Refused records of several formats may stand in one file.
        if (format == QuestionFormat.auto || (mended.isPresent() && options.format() == QuestionFormat.auto)) {
            format = FormatRecognition.of(object, kind, file);
        }
        Layout layout = format.layout();
        Columns columns = new Columns(object, file, options.fields(), layout.columnsOf());
        if (!layout.selects(columns, options.subjects())) {
            sink.skipped(place);
            return;
        }
        Question question;
        try {
            question = layout.read(columns, defaults(), options.judge());
        } catch (UnreadableQuestionException unusable) {
            refuse(place, String.valueOf(unusable.getMessage()), object);
            return;
        }
        Optional<String> reason = check.refuse(question);
        if (reason.isPresent()) {
            refuse(place, reason.get(), object);
        } else {
            sink.question(place, question);
        }
    }

    private QuestionDefaults defaults() {
        return new QuestionDefaults(options.source(), null, options.task(), options.fields());
    }

    private void refuse(FilePlace place, String reason, JsonNode record) {
        sink.refused(new RefusedRecord(place, reason, record));
    }
}
