/**
 * A teacher behind an OpenAI-compatible endpoint: two questions per answer, retries, a spending limit and a transcript.
 */
@NullMarked
package dev.errata.rewardmodel.teachers.chat;

import org.jspecify.annotations.NullMarked;
