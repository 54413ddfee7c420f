// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

/**
 * A certificate that its key has signed itself, so that it is its own authority, in two files. Made by the JDK's
 * {@code keytool}.
 *
 * @param key in PKCS#8
 */
public record Pem(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    /**
     * A certificate that is its own authority.
     *
     * @param names as in {@code dns:localhost,ip:127.0.0.1}
     */
    public static Pem make(Path directory, String name, String names) throws IOException {
        return make(directory, name, names, "-1H");
    }

    /** The same, valid for a time from now. */
    public static Pem make(Path directory, String name, String names, Duration validity) throws IOException {
        // keytool counts validities in days: it begins in the past.
        return make(directory, name, names, "-7d+" + validity.toSeconds() + "S");
    }

    private static Pem make(Path directory, String name, String names, String begin) throws IOException {
        Path store = directory.resolve(name + ".p12");
        Command.run(new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + names,
                        "-startdate",
                        begin,
                        "-validity",
                        "7",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .outputOrThrow();
        return read(directory, name, store);
    }

    private static Pem read(Path directory, String name, Path store) throws IOException {
        try (InputStream from = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(from, PASSWORD.toCharArray());
            return new Pem(
                    write(
                            directory.resolve(name + ".pem"),
                            "CERTIFICATE",
                            keys.getCertificate(name).getEncoded()),
                    write(
                            directory.resolve(name + "-key.pem"),
                            "PRIVATE KEY",
                            keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not what keytool has written: " + store, e);
        }
    }

    private static Path write(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n", US_ASCII);
    }
}
