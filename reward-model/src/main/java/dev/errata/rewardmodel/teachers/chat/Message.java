package dev.errata.rewardmodel.teachers.chat;

/**
 * One message of a conversation.
 *
 * @param role {@code system} or {@code user}
 * @param content its text
 */
record Message(String role, String content) {}
