// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

/** The backend that is configured is not on the class path. */
public final class MissingBackendException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String jar;

    /**
     * The jar of a backend is missing.
     *
     * @param jar its group and artifact
     */
    public MissingBackendException(String backend, String jar) {
        super("baton.backend is '" + backend + "', but the jar of that backend is not on the class path");
        this.jar = jar;
    }

    /** The jar's group and artifact. */
    public String jar() {
        return jar;
    }
}
