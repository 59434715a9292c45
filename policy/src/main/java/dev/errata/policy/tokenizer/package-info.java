/** Text to token ids and back, by tokenizer.json. */
@NullMarked
package dev.errata.policy.tokenizer;

import org.jspecify.annotations.NullMarked;
