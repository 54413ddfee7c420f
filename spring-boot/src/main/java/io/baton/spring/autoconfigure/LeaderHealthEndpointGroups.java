// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.spring.actuate.LeaderGroup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;

/** The health groups of the application, and those that say whether this process leads. */
final class LeaderHealthEndpointGroups implements HealthEndpointGroups, AdditionalPathsMapper {

    private final HealthEndpointGroups groups;
    private final LeaderGroup leader;

    LeaderHealthEndpointGroups(HealthEndpointGroups groups, LeaderGroup leader) {
        this.groups = groups;
        this.leader = leader;
    }

    @Override
    public HealthEndpointGroup getPrimary() {
        return groups.getPrimary();
    }

    /** Without the groups of single elections: their names would be shown to all clients that may ask for the health. */
    @Override
    public Set<String> getNames() {
        Set<String> names = new LinkedHashSet<>(groups.getNames());
        names.add(leader.name());
        return names;
    }

    @Override
    public @Nullable HealthEndpointGroup get(String name) {
        HealthEndpointGroup known = groups.get(name);
        if (known != null && !name.equals(leader.name())) {
            return known;
        }
        HealthEndpointGroup shown = known == null ? groups.getPrimary() : known;
        return leader.question(name)
                .<HealthEndpointGroup>map(leads -> new LeaderHealthEndpointGroup(shown, leads))
                .orElse(known);
    }

    @Override
    public @Nullable List<String> getAdditionalPaths(EndpointId endpointId, WebServerNamespace webServerNamespace) {
        return groups instanceof AdditionalPathsMapper mapper
                ? mapper.getAdditionalPaths(endpointId, webServerNamespace)
                : null;
    }
}
