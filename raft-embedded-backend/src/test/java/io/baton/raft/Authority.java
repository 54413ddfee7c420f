// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A private certificate authority with one certificate that it has signed, in PEM. Made by the JDK's {@code keytool}.
 *
 * @param trusted the authority's own certificate
 * @param key in PKCS#8
 */
record Authority(Path trusted, Path authorityKey, Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    static Authority make(Path directory, String name) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        pair(store, "authority", List.of("-ext", "bc:c"));
        pair(store, "member", List.of("-signer", "authority", "-ext", "san=dns:localhost,ip:127.0.0.1"));
        return read(store, directory, name, "member");
    }

    /** With a certificate for another name, whose common name is the given one. */
    static Authority alsoFor(Path directory, String name, String other, String subjects)
            throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        pair(store, other, List.of("-signer", "authority", "-ext", "san=" + subjects));
        return read(store, directory, name + "-" + other, other);
    }

    private static Authority read(Path store, Path directory, String name, String alias) throws IOException {
        try (InputStream from = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(from, PASSWORD.toCharArray());
            return new Authority(
                    pem(directory, name + "-authority.pem", keys.getCertificate("authority")),
                    pem(directory, name + "-authority-key.pem", keys.getKey("authority", PASSWORD.toCharArray())),
                    pem(directory, name + ".pem", keys.getCertificate(alias)),
                    pem(directory, name + "-key.pem", keys.getKey(alias, PASSWORD.toCharArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not what keytool has written: " + store, e);
        }
    }

    /** What a process is configured with that shows this certificate and trusts this authority. */
    Map<String, String> configuration() {
        return Map.of(
                "baton.raft.tls.trusted-certificates",
                trusted.toString(),
                "baton.raft.tls.certificate",
                certificate.toString(),
                "baton.raft.tls.key",
                key.toString());
    }

    private static void pair(Path store, String alias, List<String> more) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + alias,
                                "-validity",
                                "7",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString()),
                        more.stream())
                .toList();
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static Path pem(Path directory, String name, Certificate certificate)
            throws IOException, CertificateEncodingException {
        return pem(directory.resolve(name), "CERTIFICATE", certificate.getEncoded());
    }

    private static Path pem(Path directory, String name, Key key) throws IOException {
        return pem(directory.resolve(name), "PRIVATE KEY", key.getEncoded());
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n", US_ASCII);
    }
}
