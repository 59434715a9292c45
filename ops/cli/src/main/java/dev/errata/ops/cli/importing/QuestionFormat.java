package dev.errata.ops.cli.importing;

import java.io.IOException;
import java.nio.file.Path;

/** The question files that can be imported. */
public enum QuestionFormat {
    /** GSM8K: JSON lines of question and answer, the gold number after {@code ####}. */
    gsm8k,
    /** SVAMP: one JSON list of Body, Question, Equation and Answer. */
    svamp,
    /** Our own: JSON lines with the fields of the event Question. */
    jsonl;

    /** Reads one format. */
    interface Reading {
        void read(Path file, String source, QuestionSink sink) throws IOException;
    }

    /**
     * Reads a file into a sink; a malformed entry is reported, and reading continues.
     *
     * @param source source of the questions
     * @throws IOException if the file cannot be read
     */
    public void read(Path file, String source, QuestionSink sink) throws IOException {
        Reading reading =
                switch (this) {
                    case gsm8k -> new Gsm8kLines();
                    case svamp -> new SvampList();
                    case jsonl -> new JsonLines();
                };
        reading.read(file, source, sink);
    }
}
