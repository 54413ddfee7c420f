// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import io.baton.raft.internal.config.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The names that a certificate is for: its common name, and the names and addresses of its subject. */
public record CertificateNames(Set<String> names) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final String WILDCARD = "*.";

    public CertificateNames {
        names = Set.copyOf(names);
    }

    static CertificateNames of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .forEach(name -> names.add(lower(String.valueOf(name))));
            Collection<List<?>> alternatives = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            for (List<?> alternative : alternatives) {
                if (alternative.get(0).equals(DNS_NAME) || alternative.get(0).equals(IP_ADDRESS)) {
                    names.add(canonical(String.valueOf(alternative.get(1))));
                }
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            // A certificate that cannot be read is for no name beyond those read so far.
            return new CertificateNames(names);
        }
        return new CertificateNames(names);
    }

    /** Whether it names exactly this. */
    public boolean names(String name) {
        return names.contains(lower(name));
    }

    /** Whether it is for that host, as every member's own certificate is; {@code *.example} is for every name with one part before it. */
    public boolean isFor(Address member) {
        String host = canonical(member.host().replaceAll("[\\[\\]]", ""));
        int dot = host.indexOf('.');
        return names.contains(host) || (dot > 0 && names.contains(WILDCARD + host.substring(dot + 1)));
    }

    /** An address of IPv6 has many forms. No name is looked up. */
    private static String canonical(String name) {
        String lower = lower(name);
        if (lower.indexOf(':') < 0) {
            return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        }
        try {
            return InetAddress.getByName(lower).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return lower;
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
