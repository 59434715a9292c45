package dev.errata.actors.pacing;

/**
 * One queue between actor and learner.
 *
 * @param group consumer group that works it off
 * @param topic full name of the topic it reads
 */
public record Stage(String group, String topic) {}
