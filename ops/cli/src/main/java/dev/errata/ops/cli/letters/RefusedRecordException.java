package dev.errata.ops.cli.letters;

/** A record that is not sent again. The message says where it stands, why, and what to change. */
final class RefusedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedRecordException(String sentence) {
        super(sentence);
    }
}
