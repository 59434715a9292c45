package dev.errata.actors.pacing;

/**
 * One queue between actor and learner.
 *
 * @param group consumer group that reads it
 * @param topic full name of its topic
 */
public record BacklogStage(String group, String topic) {}
