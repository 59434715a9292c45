/** The numbers game, as an example of a verifier that is a plug-in: its rule, in a jar of its own. */
@NullMarked
package dev.errata.tasks.countdown;

import org.jspecify.annotations.NullMarked;
