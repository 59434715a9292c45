package dev.errata.rewards.verifier;

/**
 * A submission as it is asked about.
 *
 * @param id id of a rollout with this submission; the verifier's reply repeats it
 */
record AskedAnswer(String id, Submission submission) {}
