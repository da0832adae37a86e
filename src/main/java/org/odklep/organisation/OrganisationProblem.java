package org.odklep.organisation;

/** What can be wrong with something that somebody typed of the organisation; the kind of a {@code SettingProblem}. */
public enum OrganisationProblem {
    /** It is needed. */
    MISSING,
    /** It is no name, domain or zone. */
    WRONG,
    /** The same domain again. */
    TWICE,
    TOO_MANY,
    /** The default domain is none of the domains, nor below one. */
    OUTSIDE;

    public static final int LONGEST_NAME = 100;
    public static final int MOST_DOMAINS = 500;
}
