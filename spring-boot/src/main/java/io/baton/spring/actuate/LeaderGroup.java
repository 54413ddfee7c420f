// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.Baton;
import io.baton.LeaderElector;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Which health group asks about which leadership: {@code leader} about all elections of this process, {@code leader-billing} about
 * one. For the modules of Baton that know one line of Spring Boot; safe for use by any number of threads.
 */
public final class LeaderGroup {

    /** The health contributor that is the only member of the groups. */
    public static final String MEMBER = "elections";

    private final Baton baton;
    private final String name;
    private final boolean isUsers;

    /** The groups of one connection. */
    public LeaderGroup(Baton baton, ElectionsHealthProperties properties, Environment environment) {
        this.baton = baton;
        this.name = properties.leaderGroup();
        this.isUsers = List.of("include", "exclude").stream()
                .anyMatch(key -> isSet(environment, "management.endpoint.health.group." + name + "." + key));
    }

    private static boolean isSet(Environment environment, String key) {
        return Binder.get(environment).bind(key, Bindable.setOf(String.class)).isBound();
    }

    /** The group's name; empty if there is to be none. */
    public String name() {
        return name;
    }

    /** Whether the application has chosen the group's members by itself, and so what the group says. */
    public boolean isUsers() {
        return isUsers;
    }

    /**
     * What the named group asks.
     *
     * @return nothing if it is none of these groups, or is about an election that this process has no elector for
     */
    public Optional<BooleanSupplier> question(String group) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (group.equals(name)) {
            return isUsers ? Optional.empty() : Optional.of(this::leadsAll);
        }
        if (!group.startsWith(name + "-")) {
            return Optional.empty();
        }
        String election = group.substring(name.length() + 1);
        return baton.electors().stream()
                .filter(elector -> elector.election().equals(election))
                .map(elector -> (BooleanSupplier) elector::isLeader)
                .findFirst();
    }

    private boolean leadsAll() {
        List<LeaderElector> electors = baton.electors();
        return !electors.isEmpty() && electors.stream().allMatch(LeaderElector::isLeader);
    }
}
