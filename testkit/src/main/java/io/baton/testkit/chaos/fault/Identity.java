// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A key and the certificates that say whose it is. Files are replaced as a whole. Immutable.
 *
 * @param chain the key's own certificate first
 */
public record Identity(PrivateKey key, List<Certificate> chain) {

    public Identity {
        chain = List.copyOf(chain);
    }

    /** Certificates in the one file and the key, in PKCS#8, in the other. */
    public void writePem(Path certificates, Path keyFile) throws IOException {
        FileFaults.replace(certificates, pem(chain));
        FileFaults.replace(keyFile, pem("PRIVATE KEY", key.getEncoded()).getBytes(US_ASCII));
    }

    /** A key store of PKCS#12, with the {@link #password}. */
    public void writeStore(Path file) throws IOException {
        FileFaults.replace(
                file,
                store(store ->
                        store.setKeyEntry("own", key, password().toCharArray(), chain.toArray(Certificate[]::new))));
    }

    /** Certificates that are trusted, in PEM. */
    public static void writeTrust(Path file, Certificate trusted) throws IOException {
        FileFaults.replace(file, pem(List.of(trusted)));
    }

    /** A trust store of PKCS#12, with the {@link #password}. */
    public static void writeTrustStore(Path file, Certificate trusted) throws IOException {
        FileFaults.replace(file, store(store -> store.setCertificateEntry("trusted", trusted)));
    }

    /** Of all stores. */
    public static String password() {
        return Authority.PASSWORD;
    }

    private static byte[] store(Filling filling) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            filling.fill(store);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password().toCharArray());
            return bytes.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make a store", e);
        }
    }

    private static byte[] pem(List<Certificate> certificates) throws IOException {
        StringBuilder lines = new StringBuilder();
        try {
            for (Certificate certificate : certificates) {
                lines.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate cannot be written", e);
        }
        return lines.toString().getBytes(US_ASCII);
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    @FunctionalInterface
    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }
}
