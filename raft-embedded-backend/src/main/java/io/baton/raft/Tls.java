// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.nio.file.Path;

/** The files that a member or a client shows and trusts, in PEM. The members trust whoever has a certificate of that CA. */
record Tls(Path trustedCertificates, Path certificate, Path key) {}
