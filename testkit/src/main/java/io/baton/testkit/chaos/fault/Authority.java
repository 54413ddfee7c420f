// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Issues certificates, for as long as is wanted, by the JDK's {@code keytool}. To be used by one thread. */
public final class Authority {

    static final String PASSWORD = "changeit";

    private static final String NAME = "authority";
    private static final long BOUND_SECONDS = 120;

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    /** One that signs itself. */
    public static Authority in(Path directory) throws IOException {
        Authority authority = new Authority(directory);
        authority.generate(NAME, "-ext", "bc:c");
        return authority;
    }

    /** Its own certificate. */
    public Certificate certificate() throws IOException {
        return new Store(NAME).certificate();
    }

    /**
     * A new key, with a certificate that is good for a week.
     *
     * @param subjects as in {@code dns:localhost,ip:127.0.0.1}
     */
    public Identity issue(String name, String subjects) throws IOException {
        generate(name, "-ext", "san=" + subjects);
        keytool("-certreq", "-keystore", store(name), "-alias", name, "-file", file(name + ".csr"));
        return sign(name, subjects, List.of("-startdate", "-1d", "-validity", "7"));
    }

    /** Another certificate for a key that has been {@link #issue issued}, which has expired when that much time has passed. */
    public Identity renew(String name, String subjects, Duration life) throws IOException {
        // keytool counts validity in days: a short life is the end of one day, a long one begins now.
        long days = life.toDays();
        List<String> when = days == 0
                ? List.of("-startdate", "-1d+" + life.toSeconds() + "S", "-validity", "1")
                : List.of("-startdate", "-1d", "-validity", Long.toString(days + 1));
        return sign(name, subjects, when);
    }

    private Identity sign(String name, String subjects, List<String> when) throws IOException {
        List<String> words = new ArrayList<>(List.of("-gencert", "-keystore", store(NAME), "-alias", NAME));
        words.addAll(List.of("-infile", file(name + ".csr"), "-outfile", file(name + ".cer")));
        words.addAll(List.of("-ext", "san=" + subjects));
        words.addAll(when);
        keytool(words.toArray(String[]::new));
        try (var from = Files.newInputStream(Path.of(file(name + ".cer")))) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(from);
            return new Identity(new Store(name).key(), List.of(certificate, certificate()));
        } catch (GeneralSecurityException e) {
            throw new IOException("not what keytool has written: " + name, e);
        }
    }

    private void generate(String name, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-keystore", store(name), "-alias", name));
        words.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + name, "-startdate", "-1d", "-validity", "30"));
        words.addAll(List.of("-storetype", "PKCS12"));
        words.addAll(List.of(more));
        keytool(words.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-J-XX:TieredStopAtLevel=1"));
        Path output = Path.of(file("keytool.txt"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool has failed: " + Files.readString(output));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("keytool was interrupted", interrupted);
        }
    }

    private String store(String name) {
        return file(name + ".p12");
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private final class Store {

        private final String alias;
        private final KeyStore store;

        Store(String alias) throws IOException {
            this.alias = alias;
            try (var from = Files.newInputStream(Path.of(store(alias)))) {
                store = KeyStore.getInstance("PKCS12");
                store.load(from, PASSWORD.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IOException("not what keytool has written: " + alias, e);
            }
        }

        Certificate certificate() throws IOException {
            try {
                return store.getCertificate(alias);
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        PrivateKey key() throws IOException {
            try {
                return (PrivateKey) store.getKey(alias, PASSWORD.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
    }
}
