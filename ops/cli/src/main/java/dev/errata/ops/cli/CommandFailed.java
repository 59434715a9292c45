package dev.errata.ops.cli;

/** A command cannot continue. The message is the one sentence that the user sees, and says what to do. */
public class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Fails with a sentence. */
    public CommandFailed(String sentence) {
        super(sentence);
    }

    /** Fails with a sentence, keeping the cause for {@code --stacktrace}. */
    public CommandFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
