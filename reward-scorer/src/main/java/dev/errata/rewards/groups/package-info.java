/** Holds back the scores of a group until every answer of the group has an outcome. */
@NullMarked
package dev.errata.rewards.groups;

import org.jspecify.annotations.NullMarked;
