package dev.errata.rewardmodel.teachers.chat;

/** The result of one request to the endpoint. */
sealed interface Reply {

    /**
     * The model replied.
     *
     * @param text the reply
     * @param cut whether it was cut off at the token limit of the request
     */
    record Text(String text, boolean cut) implements Reply {}

    /**
     * No reply, or none that can be read.
     *
     * @param why one sentence that says what is wrong and what to do
     */
    record Failed(String why) implements Reply {}
}
