// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;

/**
 * What a process knows of the group before it has asked any member.
 *
 * @param id this process
 * @param listen where this member takes connections, if that is not its address among the members
 * @param administrators names in certificates that may change the group besides those of members
 * @param dataDir below which this member keeps its log, in a directory of its name, so that members on one machine can be
 *     configured alike; nothing if this process is no member
 */
public record GroupConfig(
        String id,
        List<Address> members,
        Optional<ListenAddress> listen,
        Optional<Path> dataDir,
        Optional<Tls> tls,
        Set<String> administrators) {

    /** Stands in questions that are about no group; Ratis takes no empty id. */
    public static final RaftGroupId NONE = RaftGroupId.valueOf(UUID.nameUUIDFromBytes(new byte[0]));

    public GroupConfig {
        members = List.copyOf(members);
        administrators = Set.copyOf(administrators);
    }

    /** Where this member keeps everything. */
    public Path memberDir() {
        return dataDir.orElseThrow().resolve(id);
    }

    /** This process's own address, if it is a member. */
    public Optional<Address> self() {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** Where this member takes connections. */
    public ListenAddress listening() {
        Address self = self().orElseThrow();
        return listen.orElseGet(() -> new ListenAddress(self.host(), self.port()));
    }

    public boolean hasOthers() {
        return members.size() > 1 || self().isEmpty();
    }

    public List<RaftPeer> peers() {
        return members.stream().map(Address::toPeer).toList();
    }

    /** The part of a server that belongs to the group, while there is one. */
    public static Optional<RaftServer.Division> division(RaftServer server, RaftGroupId group) {
        try {
            return Optional.of(server.getDivision(group));
        } catch (IOException closing) {
            return Optional.empty();
        }
    }

    /**
     * What a server of Ratis begins with, for its connections.
     *
     * @param authorizer decides about every call to this member
     */
    public Parameters parameters(GrpcServices.Customizer authorizer) {
        Parameters parameters = new Parameters();
        GrpcConfigKeys.Server.setServicesCustomizer(parameters, authorizer);
        if (tls.isPresent()) {
            GrpcTlsConfig config = tls.get().toRatis();
            GrpcConfigKeys.TLS.setConf(parameters, config);
            GrpcConfigKeys.Server.setTlsConf(parameters, config);
            GrpcConfigKeys.Client.setTlsConf(parameters, config);
            GrpcConfigKeys.Admin.setTlsConf(parameters, config);
        }
        return parameters;
    }
}
