package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Separated values under a header, by RFC 4180; blank lines are skipped, and an empty value is no value.
 *
 * <p>A row with another number of values costs that row. A quote that is broken ends the reading, since nobody can tell
 * where the next row starts.
 */
final class CsvRecords implements Records {

    /** The columns of MMLU's own files, which have no header. */
    private static final List<String> MMLU = List.of("question", "A", "B", "C", "D", "answer");

    private static final Pattern OPTION = Pattern.compile("[A-J]");

    private final BoundedReader in;
    private final String file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final List<String> header;
    private @Nullable CSVRecord first;
    private @Nullable FileRecord last;
    private boolean ended;

    CsvRecords(Reader in, String file, char delimiter) throws IOException {
        this.in = new BoundedReader(in);
        this.file = file;
        this.parser = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(this.in);
        this.rows = parser.iterator();
        this.header = header();
    }

    @Override
    public Kind kind() {
        return Kind.CSV;
    }

    @Override
    public @Nullable FileRecord next() {
        CSVRecord row = first == null ? row() : first;
        first = null;
        if (row != null) {
            return record(row);
        }
        FileRecord end = last;
        last = null;
        return end;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private List<String> header() {
        CSVRecord row = row();
        if (row == null) {
            return List.of();
        }
        if (row.size() == MMLU.size()
                && OPTION.matcher(row.get(row.size() - 1).strip()).matches()) {
            first = row;
            return MMLU;
        }
        List<String> names = row.toList().stream().map(String::strip).toList();
        if (new HashSet<>(names).size() < names.size()) {
            ended = true;
            last = FileRecord.broken(place(row), String.join(",", names), "Two columns have the same name.");
        }
        return names;
    }

    private FileRecord record(CSVRecord row) {
        FilePlace place = place(row);
        if (row.size() != header.size()) {
            return FileRecord.broken(
                    place,
                    String.join(",", row.values()),
                    "The row has " + row.size() + " values, but the header has " + header.size() + ".");
        }
        ObjectNode object = RecordJson.MAPPER.createObjectNode();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                object.put(header.get(i), row.get(i));
            }
        }
        return FileRecord.of(place, object);
    }

    private @Nullable CSVRecord row() {
        if (ended) {
            return null;
        }
        in.recordStarts();
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException broken) {
            ended = true;
            Throwable cause = broken.getCause();
            last = FileRecord.broken(
                    new FilePlace(file, Math.max(1, parser.getCurrentLineNumber()), ""),
                    "",
                    "This is not CSV: " + (cause == null ? broken : cause).getMessage()
                            + ". The rest of the file is not read.");
            return null;
        }
    }

    private FilePlace place(CSVRecord row) {
        long breaks =
                row.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
        return new FilePlace(file, parser.getCurrentLineNumber() - breaks, "");
    }
}
