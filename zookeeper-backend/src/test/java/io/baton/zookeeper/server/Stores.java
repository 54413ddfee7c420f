// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Key stores and trust stores, made by the JDK's {@code keytool}. */
public record Stores(Path directory, String password) {

    private static final long BOUND_SECONDS = 60;

    /** A key with a certificate that it has signed itself, for one host, and a trust store that holds the certificate. */
    public void make(String name, String host) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + host,
                "-validity",
                "7",
                "-keystore",
                keys(name),
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-alias", name, "-keystore", keys(name), "-file", certificate(name));
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                certificate(name),
                "-keystore",
                trust(name),
                "-storetype",
                "PKCS12");
    }

    /** A server that shows one of the keys at a port for TLS; its other port stays plain. */
    public ServerSpec serving(String name, int securePort) {
        return ServerSpec.standard()
                .configuration("secureClientPort", Integer.toString(securePort))
                .configuration("secureClientPortAddress", "127.0.0.1")
                .configuration("ssl.clientAuth", "none")
                .systemProperty("zookeeper.serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .systemProperty("zookeeper.ssl.keyStore.location", keys(name))
                .systemProperty("zookeeper.ssl.keyStore.password", password)
                .systemProperty("zookeeper.ssl.trustStore.location", trust(name))
                .systemProperty("zookeeper.ssl.trustStore.password", password);
    }

    public String keys(String name) {
        return directory.resolve(name + "-keys.p12").toString();
    }

    public String trust(String name) {
        return directory.resolve(name + "-trust.p12").toString();
    }

    private String certificate(String name) {
        return directory.resolve(name + ".cer").toString();
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", password));
        File output = directory.resolve("keytool.txt").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("see " + output).isZero();
    }
}
