// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a private key belongs to a certificate: files that are renewed one after the other do not match for a moment. */
final class KeyMatch {

    private static final Pattern PEM = Pattern.compile(
            "-+BEGIN[^-\\r\\n]*PRIVATE KEY-+(?<content>[A-Za-z0-9+/=\\s]+)-+END", Pattern.CASE_INSENSITIVE);
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private KeyMatch() {}

    /** Whether what the key signs can be verified. Also true for kinds of keys that cannot be tried. */
    static boolean isPair(PublicKey certified, String pem) {
        Matcher matcher = PEM.matcher(pem);
        Optional<String> algorithm = signature(certified.getAlgorithm());
        if (!matcher.find() || algorithm.isEmpty()) {
            return true;
        }
        try {
            byte[] content = Base64.getMimeDecoder().decode(matcher.group("content"));
            PrivateKey key =
                    KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(content));
            Signature signing = Signature.getInstance(algorithm.get());
            signing.initSign(key);
            signing.update(SAMPLE);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm.get());
            verifying.initVerify(certified);
            verifying.update(SAMPLE);
            return verifying.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            // Among others a key of another algorithm.
            return false;
        }
    }

    private static Optional<String> signature(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "RSA" -> Optional.of("SHA256withRSA");
            case "EC" -> Optional.of("SHA256withECDSA");
            case "EdDSA" -> Optional.of("EdDSA");
            default -> Optional.empty();
        };
    }
}
