package dev.errata.ops.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.topics.EventLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes dead letters to a file, one JSON object a line, each with its record as its topic still has it. What the topic
 * no longer has is written as far as the letter kept it.
 */
public final class LetterExport implements Consumer<Letter>, AutoCloseable {

    private final RecordContents contents;
    private final OriginalRecords originals;
    private final BufferedWriter file;
    private long truncated;

    /** Exports to a new file; an existing one is replaced. */
    public LetterExport(EventLog log, Path out) throws IOException {
        this.file = Files.newBufferedWriter(out, StandardCharsets.UTF_8);
        this.contents = new RecordContents(log);
        this.originals = new OriginalRecords(log);
    }

    @Override
    public void accept(Letter letter) {
        Optional<ConsumerRecord<String, byte[]>> original = originals.of(letter);
        byte[] value = original.map(ConsumerRecord::value).orElseGet(letter::payload);
        boolean cut = original.isEmpty() && letter.mayBeCut();
        RecordContent content = contents.of(letter.place().topic(), value, cut);
        ObjectNode json = LetterText.json(letter, content, cut);
        original.map(ConsumerRecord::key).ifPresent(key -> json.put("key", key));
        truncated += cut ? 1 : 0;
        try {
            file.write(json.toString());
            file.newLine();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Letters whose record is longer than what they kept of it, and no longer in its topic. */
    public long truncated() {
        return truncated;
    }

    @Override
    public void close() throws IOException {
        originals.close();
        file.close();
    }
}
