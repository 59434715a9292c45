/** What the columns of each data set mean: records become questions. */
@NullMarked
package dev.errata.tasks.questions.layouts;

import org.jspecify.annotations.NullMarked;
