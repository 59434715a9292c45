package dev.errata.rewardmodel.teachers.chat;

/** What came of one request to the endpoint. */
sealed interface Reply {

    /**
     * The model spoke.
     *
     * @param text what it said
     * @param cut whether it was cut off at the most tokens asked for
     */
    record Said(String text, boolean cut) implements Reply {}

    /**
     * There is no reply, or none that can be read.
     *
     * @param why one sentence that says what is wrong and what to do
     */
    record Silent(String why) implements Reply {}
}
