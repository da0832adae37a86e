package org.odklep.signin;

/** What has to be done about a second factor after the password was right. */
public enum FactorNeed {
    NONE,
    /** There is one: it has to be shown. */
    SHOW,
    /** There is none, and the role needs one. */
    SET_UP
}
