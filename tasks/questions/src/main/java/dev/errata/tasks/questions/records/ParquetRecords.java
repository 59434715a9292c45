package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Apache Parquet, read row group by row group; the place of a record is its row. */
final class ParquetRecords implements Records {

    private final Path path;
    private final boolean temporary;
    private final String file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private @Nullable RecordReader<Group> rows;
    private long rowsLeft;
    private long row;

    /** Reads a file; a temporary one is deleted at the end. */
    ParquetRecords(Path path, boolean temporary, String file) throws IOException {
        this.path = path;
        this.temporary = temporary;
        this.file = file;
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .build();
        try {
            this.reader = ParquetFileReader.open(new LocalInputFile(path), options);
        } catch (RuntimeException damaged) {
            throw new IOException("This is no whole Parquet file: " + damaged.getMessage(), damaged);
        }
        this.schema = reader.getFooter().getFileMetaData().getSchema();
    }

    @Override
    public Kind kind() {
        return Kind.PARQUET;
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        try {
            return nextRow();
        } catch (RuntimeException damaged) {
            throw new IOException(
                    "The Parquet file is damaged behind row " + row + ": " + damaged.getMessage(), damaged);
        }
    }

    private @Nullable FileRecord nextRow() throws IOException {
        while (rows == null || rowsLeft == 0) {
            PageReadStore group = reader.readNextRowGroup();
            if (group == null) {
                return null;
            }
            rowsLeft = group.getRowCount();
            rows = new ColumnIOFactory().getColumnIO(schema).getRecordReader(group, new GroupRecordConverter(schema));
        }
        row++;
        rowsLeft--;
        ObjectNode object = ParquetValues.object(rows.read());
        return FileRecord.of(new FilePlace(file, row, "row " + row), object);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        if (temporary) {
            Files.deleteIfExists(path);
        }
    }
}
