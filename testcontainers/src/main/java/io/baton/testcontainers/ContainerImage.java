// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.util.Locale;
import java.util.Optional;
import org.testcontainers.utility.DockerImageName;

/** The images that containers are made from unless a test names another: a property or the environment may name them. */
enum ContainerImage {
    ZOOKEEPER("baton.testcontainers.zookeeper", "zookeeper:3.9.5"),
    ETCD("baton.testcontainers.etcd", "gcr.io/etcd-development/etcd:v3.6.16"),
    JAVA("baton.testcontainers.java", "eclipse-temurin:17-jre");

    private final String property;
    private final String official;

    ContainerImage(String property, String official) {
        this.property = property;
        this.official = official;
    }

    /** What {@code -Dbaton.testcontainers.etcd}, then {@code BATON_TESTCONTAINERS_ETCD} says, else the official image. */
    DockerImageName imageName() {
        String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(name -> !name.isBlank())
                .map(DockerImageName::parse)
                .orElseGet(() -> DockerImageName.parse(official));
    }
}
