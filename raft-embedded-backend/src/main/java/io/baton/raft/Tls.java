// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.nio.file.Path;
import org.apache.ratis.grpc.GrpcTlsConfig;

/** The files that a member or a client shows and trusts, in PEM. The members trust whoever has a certificate of that CA. */
record Tls(Path trustedCertificates, Path certificate, Path key) {

    GrpcTlsConfig toRatis() {
        return new GrpcTlsConfig(key.toFile(), certificate.toFile(), trustedCertificates.toFile(), true);
    }
}
