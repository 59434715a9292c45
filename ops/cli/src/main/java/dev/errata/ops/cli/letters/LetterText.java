package dev.errata.ops.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.schemas.topics.EventLog;
import java.util.List;

/** Dead letters as lines for people, and as JSON for programs. For one thread. */
public final class LetterText {

    private static final int SHOWN_DETAIL = 600;
    private static final int SHOWN_PAYLOAD = 300;

    private final RecordContents contents;

    /** The text of the letters of a run. */
    public LetterText(EventLog log) {
        this.contents = new RecordContents(log);
    }

    /** Three lines: when, where, why and by whom; what to do; the beginning of the record. */
    public List<String> lines(Letter letter) {
        RecordContent content = contents.of(letter.place().topic(), letter.payload(), letter.mayBeCut());
        return List.of(
                letter.at() + "  " + letter.place() + "  "
                        + letter.content().getReason() + "  "
                        + Printable.line(letter.content().getStage(), SHOWN_PAYLOAD),
                "  " + Printable.line(letter.content().getDetail(), SHOWN_DETAIL),
                "  " + Printable.line(content.text(), SHOWN_PAYLOAD));
    }

    /** One JSON object: place, source, reason, detail, stage, time, and what the letter keeps of the record. */
    public ObjectNode json(Letter letter) {
        return json(
                letter, contents.of(letter.place().topic(), letter.payload(), letter.mayBeCut()), letter.mayBeCut());
    }

    static ObjectNode json(Letter letter, RecordContent content, boolean truncated) {
        ObjectNode json = RecordContents.JSON
                .createObjectNode()
                .put("place", letter.place().toString())
                .put("source", letter.source())
                .put("reason", letter.content().getReason().name())
                .put("detail", letter.content().getDetail())
                .put("stage", letter.content().getStage())
                .put("set_aside_at", letter.at().toString());
        json.set(content.kind() == RecordContent.Kind.BINARY ? "record_base64" : "record", content.json());
        return truncated ? json.put("truncated", true) : json;
    }
}
