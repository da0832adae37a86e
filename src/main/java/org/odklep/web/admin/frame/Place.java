package org.odklep.web.admin.frame;

import java.util.Arrays;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;

/**
 * The pages that the menu leads to, in its order. What lies below the path of a place belongs to it: whoever lacks its
 * right sees neither the entry nor any of its pages.
 */
public enum Place {
    HOME(Group.OVERVIEW, "home", "/", Right.READ_USERS),
    GUIDE(Group.OVERVIEW, "guide", "/guide", Right.READ_USERS),
    USERS(Group.USERS, "users", "/users", Right.READ_USERS),
    RESTRICTED(Group.SECURITY, "restricted", "/security/restricted-entities", Right.READ),
    LOCKED(Group.SECURITY, "locked", "/security/lockouts", Right.READ),
    SIGN_INS(Group.SECURITY, "signIns", "/security/sign-ins", Right.READ),
    MESSAGES(Group.SECURITY, "messages", "/security/message-trace", Right.READ),
    ALERTS(Group.SECURITY, "alerts", "/security/alerts", Right.READ),
    OUTBOUND(Group.POLICIES, "outbound", "/policies/outbound", Right.READ),
    SIGN_IN_PROTECTION(Group.POLICIES, "protection", "/policies/sign-in-protection", Right.READ),
    PASSWORDS(Group.POLICIES, "passwords", "/policies/passwords", Right.READ),
    AUDIT(Group.RECORDS, "audit", "/audit", Right.READ_AUDIT),
    ORGANISATION(Group.SETTINGS, "organisation", "/settings/organisation", Right.READ),
    ADMINISTRATORS(Group.SETTINGS, "administrators", "/settings/administrators", Right.MANAGE_ADMINISTRATORS),
    TOKENS(Group.SETTINGS, "tokens", "/settings/api-tokens", Right.MANAGE_TOKENS),
    GATES(Group.SETTINGS, "gates", "/settings/gates", Right.READ);

    private final Group group;
    private final String key;
    private final String path;
    private final Right right;

    Place(Group group, String key, String path, Right right) {
        this.group = group;
        this.key = key;
        this.path = path;
        this.right = right;
    }

    /** A heading of the menu. */
    public enum Group {
        OVERVIEW("overview"),
        USERS("people"),
        SECURITY("security"),
        POLICIES("policies"),
        RECORDS("records"),
        SETTINGS("settings");

        private final String key;

        Group(String key) {
            this.key = key;
        }

        /** The end of the key of its message: {@code nav.} and this. */
        public String key() {
            return key;
        }
    }

    /** The place that a path belongs to. */
    public static Optional<Place> at(String path) {
        return Arrays.stream(values()).filter(place -> place.holds(path)).findFirst();
    }

    public boolean isOpenTo(Actor actor) {
        return actor.may(right);
    }

    public Group group() {
        return group;
    }

    /** The end of the key of its message: {@code nav.} and this. Its picture has the same name. */
    public String key() {
        return key;
    }

    public String path() {
        return path;
    }

    public Right right() {
        return right;
    }

    private boolean holds(String other) {
        return other.equals(path) || other.startsWith(path + "/");
    }
}
