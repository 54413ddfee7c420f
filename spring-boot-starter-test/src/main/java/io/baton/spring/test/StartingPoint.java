// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import org.springframework.test.context.TestContextAnnotationUtils;

/** What a test class says about the beginning of its test methods. */
enum StartingPoint {
    /** Nothing: the class is not annotated. */
    UNSPECIFIED,
    /** The application leads. */
    LEADER,
    /** Another participant leads. */
    STANDBY;

    static StartingPoint of(Class<?> testClass) {
        AutoConfigureElections annotation =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureElections.class);
        if (annotation == null) {
            return UNSPECIFIED;
        }
        return annotation.leader() ? LEADER : STANDBY;
    }
}
