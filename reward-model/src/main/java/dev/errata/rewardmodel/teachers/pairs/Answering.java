package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.schemas.Question;
import java.util.List;

/** Whoever answers questions: a policy. */
@FunctionalInterface
public interface Answering {

    /** The answers to each question, in any order. */
    List<GivenAnswer> answer(List<Question> questions);
}
