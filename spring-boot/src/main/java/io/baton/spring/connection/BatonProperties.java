// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.ElectorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The keys of {@code Baton.connect}, typed. What is not set is {@code null}, and the connection uses its own default. Immutable;
 * {@code toString} shows keys but no values, because values can be secrets.
 *
 * @param backend Store in which elections are held: zookeeper, etcd, raft, or memory in tests.
 * @param leaseDuration Time for which the store keeps a silent session. Raft as its profile says, ZooKeeper 10s, etcd 5s and memory
 *     2s unless set.
 * @param requestTimeout Time after which the outcome of one request counts as unknown. A quarter of the lease unless set, at most
 *     half of the lease.
 * @param connectTimeout Time to wait for the first session if a connection is required.
 * @param requireConnection Whether the application fails to start while the store cannot be reached.
 * @param clockMargin Part by which the clock of another process may run slower.
 * @param candidateId Id of this process as a candidate, at most 256 bytes. Host, process id and a random part unless set.
 * @param attributes Attributes that this process publishes as a candidate, 64 KiB together.
 * @param resignBackoff Time for which an elector stays out of the election after it has resigned.
 * @param drainTimeout Time to wait for leader-only work to return when an elector resigns or closes.
 * @param onDrainTimeout Answer to work that does not return in time: keep the place until it returns, or release the place.
 * @param onTaskFailure Answer to a task that throws: resign, so that another process can do the work, or keep leading.
 * @param workThreads Threads in which tasks run. Virtual threads need Java 21.
 * @param closeOnShutdown Whether a shutdown hook closes the connection. The application context closes it in any case.
 * @param elections Options of single elections, by the election's name.
 * @param zookeeper Connection to ZooKeeper.
 * @param etcd Connection to etcd.
 * @param raft Membership of an embedded Raft group.
 * @param memory Store in the memory of one process, for tests.
 */
@ConfigurationProperties("baton")
public record BatonProperties(
        @Nullable String backend,
        @Nullable Duration leaseDuration,
        @Nullable Duration requestTimeout,
        @Nullable Duration connectTimeout,
        @Nullable Boolean requireConnection,
        @Nullable Double clockMargin,
        @Nullable String candidateId,
        @DefaultValue Map<String, String> attributes,
        @Nullable Duration resignBackoff,
        @Nullable Duration drainTimeout,
        ElectorOptions.@Nullable OnDrainTimeout onDrainTimeout,
        ElectorOptions.@Nullable OnTaskFailure onTaskFailure,
        @Nullable WorkThreads workThreads,
        @Nullable Boolean closeOnShutdown,
        @DefaultValue Map<String, Election> elections,
        @DefaultValue ZooKeeper zookeeper,
        @DefaultValue Etcd etcd,
        @DefaultValue Raft raft,
        @DefaultValue Memory memory) {

    public BatonProperties {
        attributes = Map.copyOf(attributes);
        elections = Map.copyOf(elections);
    }

    @Override
    public String toString() {
        return PlainKeys.describe(this);
    }

    /** The threads in which tasks run. */
    public enum WorkThreads {
        /** Threads of the operating system. */
        PLATFORM,
        /** Virtual threads, from Java 21. */
        VIRTUAL
    }

    /**
     * Options of one election. What is not set is as for all elections.
     *
     * @param resignBackoff Time for which the elector stays out of the election after it has resigned.
     * @param drainTimeout Time to wait for leader-only work to return when the elector resigns or closes.
     * @param onDrainTimeout Answer to work that does not return in time.
     * @param onTaskFailure Answer to a task that throws.
     */
    public record Election(
            @Nullable Duration resignBackoff,
            @Nullable Duration drainTimeout,
            ElectorOptions.@Nullable OnDrainTimeout onDrainTimeout,
            ElectorOptions.@Nullable OnTaskFailure onTaskFailure) {}

    /**
     * Connection to ZooKeeper. {@code baton.zookeeper.tls} is a value with keys below it, so those have no record of their own.
     *
     * @param connectString Servers, separated by commas, with an optional chroot that exists.
     * @param root Path under which all nodes lie.
     * @param namespace Path without a leading slash that goes before the root.
     * @param auth Credentials of this client. With the scheme digest, user:password.
     * @param authScheme Scheme of the credentials.
     * @param acl Access control list of new nodes. creator-all with credentials and open without unless set.
     * @param allowPlaintext Whether unencrypted connections to other hosts are wanted and need no warning.
     * @param clientConfig File of properties for ZooKeeper's client.
     * @param sasl Authentication with SASL.
     * @param tls Whether connections use TLS. They do if a key store or a trust store is set.
     * @param tlsKeyStore File with the client's certificate and key.
     * @param tlsKeyStorePassword Password of the key store.
     * @param tlsKeyStoreType Type of the key store. By the file's name unless set.
     * @param tlsTrustStore File with the authorities of the servers' certificates. The JDK's unless set.
     * @param tlsTrustStorePassword Password of the trust store.
     * @param tlsTrustStoreType Type of the trust store. By the file's name unless set.
     */
    public record ZooKeeper(
            @Nullable String connectString,
            @Nullable String root,
            @Nullable String namespace,
            @Nullable String auth,
            @Nullable String authScheme,
            @Nullable Acl acl,
            @Nullable Boolean allowPlaintext,
            @Nullable String clientConfig,
            @DefaultValue Sasl sasl,
            @Nullable Boolean tls,
            @Name("tls.key-store") @Nullable String tlsKeyStore,
            @Name("tls.key-store-password") @Nullable String tlsKeyStorePassword,
            @Name("tls.key-store-type") @Nullable String tlsKeyStoreType,
            @Name("tls.trust-store") @Nullable String tlsTrustStore,
            @Name("tls.trust-store-password") @Nullable String tlsTrustStorePassword,
            @Name("tls.trust-store-type") @Nullable String tlsTrustStoreType) {

        @Override
        public String toString() {
            return PlainKeys.describe(this);
        }

        /** The access control list of new nodes. */
        public enum Acl {
            /** All rights for every client. */
            OPEN,
            /** All rights for the creator, none for others. */
            CREATOR_ALL,
            /** All rights for the creator, others may read. */
            CREATOR_ALL_READ_FOR_ALL
        }

        /**
         * Authentication with SASL.
         *
         * @param loginContext Section of the JAAS configuration to log in with. A login that fails refuses the connection.
         */
        public record Sasl(@Nullable String loginContext) {}
    }

    /**
     * Connection to etcd. {@code baton.etcd.tls} is a value with keys below it, so those have no record of their own.
     *
     * @param endpoints Members of the cluster, for example http://etcd1:2379. With https they use TLS.
     * @param prefix Prefix of all keys, with a slash at its end.
     * @param user User of etcd. Its role needs readwrite on the prefix.
     * @param password Password of the user.
     * @param authority Name for which the servers' certificates are checked. Each endpoint's host unless set.
     * @param allowPlaintext Whether unencrypted connections to other hosts are wanted and need no warning.
     * @param useProxy Whether connections go through the proxy that the JVM has for HTTPS.
     * @param tls Whether connections use TLS. They do if an endpoint says https or a certificate is set.
     * @param tlsTrustedCertificates File with the authorities of the servers' certificates, PEM. The JDK's unless set.
     * @param tlsCertificate File with the client's certificate, PEM.
     * @param tlsKey File with the key of the client's certificate, PKCS#8 in PEM.
     */
    public record Etcd(
            @DefaultValue List<String> endpoints,
            @Nullable String prefix,
            @Nullable String user,
            @Nullable String password,
            @Nullable String authority,
            @Nullable Boolean allowPlaintext,
            @Nullable Boolean useProxy,
            @Nullable Boolean tls,
            @Name("tls.trusted-certificates") @Nullable String tlsTrustedCertificates,
            @Name("tls.certificate") @Nullable String tlsCertificate,
            @Name("tls.key") @Nullable String tlsKey) {

        public Etcd {
            endpoints = List.copyOf(endpoints);
        }

        @Override
        public String toString() {
            return PlainKeys.describe(this);
        }
    }

    /**
     * Membership of an embedded Raft group.
     *
     * @param id Id of this process, one of the members or another name for a process that is none. Required with members.
     * @param members Members of the group, as id@host:port. A group of one on loopback unless set.
     * @param listen Address on which this member listens. Its address among the members unless set.
     * @param dataDir Directory in which a member keeps the log, in a directory of its id.
     * @param profile Lease duration by name, where baton.lease-duration is not set: fast 400ms, balanced 800ms, calm 2s. The same for all
     *     members.
     * @param administrators Names in certificates that may change the group besides those of members.
     * @param allowPlaintext Whether a member that others reach may do without certificates.
     * @param tls Certificates of members and clients.
     */
    public record Raft(
            @Nullable String id,
            @DefaultValue List<String> members,
            @Nullable String listen,
            @Nullable String dataDir,
            @Nullable Profile profile,
            @DefaultValue List<String> administrators,
            @Nullable Boolean allowPlaintext,
            @DefaultValue Tls tls) {

        public Raft {
            members = List.copyOf(members);
            administrators = List.copyOf(administrators);
        }

        /** A lease duration by name. */
        public enum Profile {
            /** 400 ms. */
            FAST,
            /** 800 ms. */
            BALANCED,
            /** 2 s. */
            CALM
        }

        /**
         * Certificates of members and clients. All three or none.
         *
         * @param trustedCertificates File with the authority of all members and clients, PEM.
         * @param certificate File with the certificate of this process, PEM.
         * @param key File with the key of the certificate, PKCS#8 in PEM.
         */
        public record Tls(
                @Nullable String trustedCertificates,
                @Nullable String certificate,
                @Nullable String key) {}
    }

    /**
     * Store in the memory of one process, for tests.
     *
     * @param store Name of the store. Connections of one process with the same name share it.
     */
    public record Memory(@Nullable String store) {}
}
