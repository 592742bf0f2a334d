//! What a learner has done of a course, and what comes next.
