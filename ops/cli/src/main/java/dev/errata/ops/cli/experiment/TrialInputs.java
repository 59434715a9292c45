package dev.errata.ops.cli.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The code version and files that a trial was made from, in addition to its settings.
 *
 * @param startPolicy name of the weights of version 0: the first digits of their checksum
 * @param rewardModel name of the weights of the reward model
 * @param questions number of training questions
 * @param curriculum whether questions that are always or never right were skipped; false in older results
 * @param errata version of Errata, with the commit where it was a checkout
 */
public record TrialInputs(
        @JsonProperty(required = true) String startPolicy,
        @JsonProperty(required = true) String rewardModel,
        @JsonProperty(required = true) int questions,
        boolean curriculum,
        @JsonProperty(required = true) String errata) {}
