package org.odklep.web.admin;

/** The pages whose lists follow what changes. */
public enum Live {
    HOME("/live"),
    RESTRICTIONS(RestrictionFilter.PATH + "/live"),
    LOCKOUTS(LockoutFilter.PATH + "/live"),
    GATES("/settings/gates/live");

    private final String path;

    Live(String path) {
        this.path = path;
    }

    /** Where its stream is. */
    String path() {
        return path;
    }
}
