// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that an authority has signed, with its key, in PEM. Made by the JDK's {@code keytool}. A certificate that is its own authority
 * would be trusted after its end too.
 */
record SignedCertificate(Path certificate, Path key, Path authority) {

    private static final String PASSWORD = "changeit";

    /** One for loopback whose only day was a week ago. */
    static SignedCertificate expired(Path directory) throws Exception {
        String name = "expired";
        Path certificate = directory.resolve(name + ".pem");
        Path authority = directory.resolve("authority.pem");
        Path request = directory.resolve(name + ".csr");
        keytool(directory, "authority", "-genkeypair", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(directory, "authority", "-exportcert", "-rfc", "-file", authority.toString());
        keytool(directory, name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name);
        keytool(directory, name, "-certreq", "-file", request.toString());
        keytool(
                directory,
                "authority",
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-startdate",
                "-7d",
                "-validity",
                "1");
        return new SignedCertificate(certificate, key(directory, name), authority);
    }

    private static Path key(Path directory, String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream from = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(from, PASSWORD.toCharArray());
        }
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getKey(name, PASSWORD.toCharArray()).getEncoded());
        return Files.writeString(
                directory.resolve(name + "-key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    private static void keytool(Path directory, String alias, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"));
        command.add(directory.resolve(alias + ".p12").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
