// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerImageTest {

    private static final String PROPERTY = "baton.testcontainers.zookeeper";

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void aPropertyNamesTheImage() {
        System.setProperty(PROPERTY, "registry.example/zookeeper:3.8.6");

        assertThat(ContainerImage.ZOOKEEPER.imageName().asCanonicalNameString())
                .isEqualTo("registry.example/zookeeper:3.8.6");
    }

    @Test
    void aBlankPropertyNamesNone() {
        System.setProperty(PROPERTY, " ");

        assertThat(ContainerImage.ZOOKEEPER.imageName().asCanonicalNameString()).contains("zookeeper:3.9");
    }
}
