package dev.errata.rewardmodel.judge.latex;

/** An answer has no normal form: its brackets do not close, or it is too deep or too long. */
final class UnreadableAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String reason) {
        super(reason, null, false, false);
    }
}
