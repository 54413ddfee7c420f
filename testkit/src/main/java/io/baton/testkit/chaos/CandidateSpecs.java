// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.util.Collection;
import java.util.List;

/** In what the candidates of one election differ. */
@FunctionalInterface
public interface CandidateSpecs {

    /**
     * That of the next candidate.
     *
     * @param taken those of the candidates that are there
     */
    CandidateSpec next(Collection<CandidateSpec> taken);

    /** In nothing. */
    static CandidateSpecs alike(String servers, List<String> through) {
        CandidateSpec all = new CandidateSpec(servers, through);
        return taken -> all;
    }

    /** Each is for one candidate at a time: one that is replaced comes back as what it was. */
    static CandidateSpecs of(List<CandidateSpec> specs) {
        List<CandidateSpec> all = List.copyOf(specs);
        return taken ->
                all.stream().filter(spec -> !taken.contains(spec)).findFirst().orElseThrow();
    }

    /**
     * What one candidate is started with.
     *
     * @param servers what it is told of the store
     * @param through the command that runs its process; may be empty
     */
    record CandidateSpec(String servers, List<String> through) {
        public CandidateSpec {
            through = List.copyOf(through);
        }
    }
}
