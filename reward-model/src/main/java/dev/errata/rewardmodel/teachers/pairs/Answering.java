package dev.errata.rewardmodel.teachers.pairs;

import dev.errata.schemas.Question;
import java.util.List;

/** Answers questions, as a policy does. */
@FunctionalInterface
public interface Answering {

    /** The answers to each question, in any order. */
    List<GivenAnswer> answer(List<Question> questions);
}
