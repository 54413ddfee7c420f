// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the dependency to add. */
final class MissingBackendAnalyzer extends AbstractFailureAnalyzer<MissingBackendException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingBackendException cause) {
        int colon = cause.jar().indexOf(':');
        String group = cause.jar().substring(0, colon);
        String artifact = cause.jar().substring(colon + 1);
        String action = """
                Add the dependency, in the version of baton-spring-boot-starter:

                    Maven:
                        <dependency>
                            <groupId>%1$s</groupId>
                            <artifactId>%2$s</artifactId>
                            <version>${baton.version}</version>
                        </dependency>
                    Gradle:
                        implementation("%1$s:%2$s:$batonVersion")

                If the application is one shaded jar, have its build merge the files below META-INF/services.""";
        return new FailureAnalysis(Sentence.of(cause.getMessage()), action.formatted(group, artifact), cause);
    }
}
